/**
 * Engines as data: what a plan has to know of them, whoever starts them. Types alone.
 */

/**
 * @typedef {'javascript' | 'page' | 'native'} Host what runs code; `page`: JavaScript with a document
 *
 * @typedef {object} KnownEngine
 * @property {string} name
 * @property {string | null} path of its binary; null: it is not there
 * @property {Host[]} hosts kinds of variants that it runs
 * @property {boolean} usual measured where ENGINES= names none
 * @property {boolean} [isForProof] no engine that anyone uses: not one of ENGINES=all
 * @property {string[]} pins what TIER= can hold it in
 * @property {string} [hint] how to get it, where `make engines` and a path are not the answer
 * @property {(path: string) => EngineChoice} [choose] of engines that are not on this machine: what a path stands for
 * @property {(path: string, script: string) => string[]} [command] that runs a script once, or native code the
 *   script's work; a browser has none
 *
 * @typedef {object} EngineChoice an engine that is to be measured
 * @property {string} name in rows
 * @property {string} path of the binary, or where else it is
 * @property {string} kind name of the file in harness/engines/ that knows how to start it
 * @property {Host[]} hosts
 * @property {string} seat names it among those chosen
 * @property {string} lane '' on this machine; engines elsewhere are measured at the same time
 * @property {boolean} [runsScripts] whether it can be started to run one script and end (false)
 */

export {};
