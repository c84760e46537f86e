/**
 * What a page knows of the browser that shows it.
 */

/**
 * What browsers call themselves, by name; the first that is found.
 * @type {[engine: string, pattern: RegExp][]}
 */
const NAMES = [
  ['firefox', /Firefox\/([\d.]+)/],
  ['chromium', /Chrome\/([\d.]+)/],
  ['webkit', /AppleWebKit\/([\d.]+)/],
];

/** @returns {Record<string, string | number>} `engine` is `browser` if it is none of those known */
export function browserFacts() {
  const [engine, version] = NAMES.flatMap(([name, pattern]) => {
    const found = pattern.exec(navigator.userAgent);
    return found ? [[name, found[1]]] : [];
  })[0] ?? ['browser', ''];
  return { engine, version, user_agent: navigator.userAgent, isolated: crossOriginIsolated ? 1 : 0 };
}
