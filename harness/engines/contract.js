/**
 * What an engine has to say of itself, in a file of its own in this folder. Types alone.
 */

/** @import { EngineChoice, KnownEngine } from '../words/known-engine.js' */
/** @import { LineProcess } from './line-process.js' */

/**
 * @typedef {object} Startable
 * @property {(path: string, pin: string) => LineProcess} start
 * @property {(choice: EngineChoice) => Promise<EngineChoice[]>} [spread] of engines that are not on this machine: one
 *   for each machine that there is
 * @property {(path: string, machine: string) => string} [pathOn] the same: the path that asks for one of them
 * @property {(path: string) => { host: string }} [page] by which name of this machine the browser reaches its page
 * @property {(order: Order) => Promise<Session>} [open] of a browser: has it load a page; called in a process of its
 *   own (harness/web/driver.js)
 * @property {(pin: string, tier: string) => boolean} isTop whether no code can come into a better tier
 * @property {(pin: string, tier: string) => boolean} agrees whether what runs is in that tier
 *
 * @typedef {KnownEngine & Startable} Engine
 *
 * @typedef {object} Order
 * @property {string} path
 * @property {string} pin
 * @property {string} profile a folder for what it keeps; removed afterwards
 * @property {string} url of the page
 * @property {AbortSignal} signal that it is not wanted any more; what was begun is ended by `close` all the same
 *
 * @typedef {object} Session
 * @property {Record<string, string>} facts
 * @property {Promise<string>} ended why, once it has ended by itself
 * @property {() => Promise<void>} close what no signal to a process of this machine closes
 */

export {};
