/**
 * How long functions and files may be, how wide lines, and how alike names: what is beyond the limits.
 */

import { posix } from 'node:path';
import { parseModule, walk, withoutCComments } from './sources.js';

/** @import { Sources } from './sources.js' */

export const LIMITS = { functionLines: 40, fileLines: 350, makefileLines: 150, columns: 120 };

/** @typedef {{ name: string, line: number, lines: number }} Extent of a function, its first and its last line included */

/**
 * @param {string} text of a JavaScript module
 * @returns {Extent[]} of functions, methods and arrow functions, those within others too
 */
function functionsOfJavaScript(text) {
  /** @type {Extent[]} */
  const found = [];
  /** @type {Map<import('acorn').Node, string>} */
  const names = new Map();
  const nameOf = (/** @type {any} */ node) => node?.name ?? (node?.value === undefined ? '' : String(node.value));
  walk(parseModule(text).tree, (node) => {
    if (node.type === 'VariableDeclarator' && node.init) {
      names.set(node.init, nameOf(node.id));
    } else if ((node.type === 'MethodDefinition' || node.type === 'Property') && node.value) {
      names.set(node.value, nameOf(node.key));
    } else if (/Function/.test(node.type) && node.loc) {
      const { start, end } = node.loc;
      const own = 'id' in node ? nameOf(node.id) : '';
      const name = own || names.get(node) || 'a function';
      found.push({ name, line: start.line, lines: end.line - start.line + 1 });
    }
  });
  return found;
}

/**
 * Finds what clang-format leaves: `{` alone at the start of a line opens a function and nothing else, `}` there
 * closes it, and its head is the lines above without a gap.
 * @param {string} text of a C file
 * @returns {Extent[]}
 */
function functionsOfC(text) {
  const lines = withoutCComments(text).split('\n');
  return lines.flatMap((line, at) => {
    if (line !== '{') {
      return [];
    }
    let first = at;
    while (first > 0 && /\S/.test(lines[first - 1]) && !/^[#}]|;\s*$/.test(lines[first - 1])) {
      first--;
    }
    const name = /(\w+)\s*\(/.exec(lines.slice(first, at).join(' '))?.[1] ?? 'a function';
    return [{ name, line: first + 1, lines: lines.indexOf('}', at) - first + 1 }];
  });
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Extent[]}
 */
const functionsOf = (path, text) =>
  path.endsWith('.js') ? functionsOfJavaScript(text) : /\.[ch]$/.test(path) ? functionsOfC(text) : [];

/**
 * @param {Sources} sources
 * @returns {string[]}
 */
export const longFunctions = (sources) =>
  [...sources].flatMap(([path, text]) =>
    functionsOf(path, text)
      .filter(({ lines }) => lines > LIMITS.functionLines)
      .map(({ name, line, lines }) => `${path}:${line}: ${name} has ${lines} lines`),
  );

/**
 * @param {Sources} sources
 * @param {string[]} tables paths of files that hold one table of data, which may be as long as it is
 * @returns {string[]}
 */
export const longFiles = (sources, tables = []) =>
  [...sources].flatMap(([path, text]) => {
    const lines = text.split('\n').length - 1;
    const limit = path === 'Makefile' ? LIMITS.makefileLines - 1 : LIMITS.fileLines;
    return lines > limit && !tables.includes(path) ? [`${path} has ${lines} lines`] : [];
  });

/**
 * @param {Sources} sources
 * @returns {string[]}
 */
export const wideLines = (sources) =>
  [...sources].flatMap(([path, text]) =>
    text
      .split('\n')
      .map((line, at) => ({ columns: [...line].length, at: at + 1 }))
      .filter(({ columns }) => columns > LIMITS.columns)
      .map(({ columns, at }) => `${path}:${at} has ${columns} columns`),
  );

/**
 * @param {string} one
 * @param {string} other
 * @returns {boolean} whether one letter changed, added or left out makes the one of the other
 */
export function differByALetter(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let same = 0;
  while (same < short.length && short[same] === long[same]) {
    same++;
  }
  const rest = long.slice(same + 1);
  return one !== other && (rest === short.slice(same) || rest === short.slice(same + 1));
}

/** Files of one language are called by one kind of name, whatever follows the first dot. */
const LANGUAGES = [/\.js$/, /\.[ch]$/];

/**
 * @param {Sources} sources
 * @returns {string[]} files of one language whose names could be taken for each other
 */
export const likeNames = (sources) =>
  LANGUAGES.flatMap((ending) => {
    const paths = [...sources.keys()].filter((path) => ending.test(path));
    const byName = Map.groupBy(paths, (path) => posix.basename(path).split('.')[0]);
    const named = [...byName].sort(([one], [other]) => (one < other ? -1 : 1));
    return named.flatMap(([one, ones], at) =>
      named
        .slice(at + 1)
        .filter(([other]) => differByALetter(one, other))
        .map(([, others]) => `${ones.join(', ')} and ${others.join(', ')}: the names differ by a letter`),
    );
  });

/**
 * @param {Sources} sources
 * @returns {string[]} lines of JSDoc with more than one tag
 */
export const crowdedTags = (sources) =>
  [...sources]
    .filter(([path]) => path.endsWith('.js'))
    .flatMap(([path, text]) =>
      parseModule(text)
        .comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
        .flatMap(({ value, loc }) =>
          value.split('\n').flatMap((line, at) => {
            const tags = line.match(/(?<=^|[\s*])@[a-z]+/gi) ?? [];
            return tags.length > 1 ? [`${path}:${(loc?.start.line ?? 1) + at}: ${tags.join(' ')} on one line`] : [];
          }),
        ),
    );
