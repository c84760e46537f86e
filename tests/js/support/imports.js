/**
 * Who uses whom among the sources, and whether the table of docs/ARCHITECTURE.md allows it.
 */

import { posix } from 'node:path';
import { parseModule, walk, withoutCComments } from './sources.js';

/** @import { Sources } from './sources.js' */

/**
 * @typedef {object} Use
 * @property {string} from path of the file that says it
 * @property {string} to path of the file that is used
 *
 * @typedef {[from: string, to: string]} Edge
 *
 * @typedef {object} Room a row of the table
 * @property {string} folder `harness/plan/`; with a star one room for each folder of that form: `kernels/<asterisk>/`
 * @property {string[]} mayUse names of rooms, or `all` alone
 */

/**
 * @template T
 * @param {(key: string) => T} work
 * @returns {(key: string) => T} the same, which works once for each key
 */
function once(work) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (key) => {
    const found = known.get(key) ?? work(key);
    known.set(key, found);
    return found;
  };
}

/**
 * What it imports, exports from elsewhere, imports when it runs (where that is a literal), and takes types of; not what
 * it starts as a program of its own.
 */
const specifiersOf = once((/** @type {string} */ text) => {
  const { tree, comments } = parseModule(text);
  /** @type {unknown[]} */
  const found = [];
  walk(tree, (node) => {
    if ('source' in node && node.source && typeof node.source === 'object' && node.source.type === 'Literal') {
      found.push(node.source.value);
    }
  });
  for (const { value } of comments) {
    const types = value.matchAll(/@import\b[^'"]*\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
    found.push(...[...types].map(([, tag, expression]) => tag ?? expression));
  }
  return found.filter((specifier) => typeof specifier === 'string');
});

/**
 * @param {string} path of a JavaScript file
 * @param {string} text
 * @returns {string[]} files of the project that it uses; packages are none, nor is what is built
 * @throws {Error} that names the file, where it is no JavaScript
 */
function usedByJavaScript(path, text) {
  try {
    return specifiersOf(text)
      .filter((specifier) => /^\.\.?\//.test(specifier))
      .map((specifier) => posix.join(posix.dirname(path), specifier))
      .filter((target) => !/^(node_modules|build)\//.test(target));
  } catch (error) {
    throw new Error(`${path}: ${/** @type {Error} */ (error).message}`, { cause: error });
  }
}

/** Where the compiler looks for `#include "..."`, besides the folder of the file. */
const INCLUDE_FOLDER = 'harness';

const includesOf = once((/** @type {string} */ text) =>
  [...withoutCComments(text).matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"]+)"/gm)].map(([, name]) => name),
);

/**
 * @param {string} path of a C file
 * @param {string} text
 * @param {Sources} sources
 * @returns {string[]} files that it includes
 */
const usedByC = (path, text, sources) =>
  includesOf(text).map((name) => {
    const beside = posix.join(posix.dirname(path), name);
    return sources.has(beside) ? beside : posix.join(INCLUDE_FOLDER, name);
  });

/**
 * @param {Sources} sources
 * @returns {Use[]} each once
 */
export function usesOf(sources) {
  return [...sources].flatMap(([path, text]) => {
    const used = path.endsWith('.js')
      ? usedByJavaScript(path, text)
      : /\.[ch]$/.test(path)
        ? usedByC(path, text, sources)
        : [];
    return [...new Set(used)].map((to) => ({ from: path, to }));
  });
}

const TABLE = /<!-- rooms -->([\s\S]*?)<!-- end of rooms -->/;

/**
 * @param {string} page docs/ARCHITECTURE.md
 * @returns {Room[]} the rows of its table `room | holds | may use`
 */
export function readRooms(page) {
  const rows = (TABLE.exec(page)?.[1] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const [room, , mayUse] = row.split('|').slice(1, -1);
    const names = [...mayUse.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    return { folder: room.replaceAll('`', '').trim(), mayUse: mayUse.trim() === 'all' ? ['all'] : names };
  });
}

/**
 * @param {string} folder
 * @returns {string} how a row calls it: without `harness/` in front and without the slash at the end
 */
const nameOf = (folder) => folder.replace(/^harness\/(?=.)/, '').replace(/\/$/, '');

/**
 * @param {string} folder of a row, perhaps with stars
 * @returns {RegExp} what paths in it begin with
 */
const pathIn = (folder) => new RegExp(`^${folder.replaceAll('*', '[^/]+')}`);

/**
 * The room of a file is the deepest folder of the table that it is in, one by its name before one by a star. Each
 * folder that a star stands for is a room of its own.
 * @param {string} path
 * @param {Room[]} rooms
 * @returns {{ name: string, row: Room } | undefined} name: `plan`, `kernels/dot`
 */
function roomOf(path, rooms) {
  const depth = (/** @type {Room} */ { folder }) => folder.split('/').length - (folder.includes('*') ? 0.5 : 0);
  const [row] = rooms.filter(({ folder }) => pathIn(folder).test(path)).sort((a, b) => depth(b) - depth(a));
  return row && { name: nameOf(/** @type {RegExpExecArray} */ (pathIn(row.folder).exec(path))[0]), row };
}

/**
 * @param {Room} row
 * @param {Room} used
 * @returns {boolean}
 */
const allows = ({ mayUse }, used) => mayUse.includes('all') || mayUse.includes(nameOf(used.folder));

/**
 * @param {Use[]} uses
 * @param {Sources} sources
 * @param {(path: string) => ReturnType<typeof roomOf>} room
 * @returns {string[]} a sentence for each use that no row allows, and each that cannot be judged
 */
function forbidden(uses, sources, room) {
  const homeless = [...new Set(uses.flatMap(({ from, to }) => [from, to]))]
    .filter((path) => sources.has(path) && !room(path))
    .map((path) => `${path} is in no room of the table`);
  const wrong = uses.flatMap(({ from, to }) => {
    const [here, there] = [room(from), room(to)];
    if (!sources.has(to)) {
      return [`${from} uses ${to}, which is not there`];
    }
    return here && there && here.name !== there.name && !allows(here.row, there.row)
      ? [`${from} uses ${to}: ${here.name} may not use ${there.name}`]
      : [];
  });
  return [...homeless, ...wrong];
}

/**
 * @param {Edge[]} edges
 * @returns {Map<string, string[]>} what each node leads to, without the nodes that lead to no circle
 */
function knots(edges) {
  const nodes = [...new Set(edges.flat())];
  const leads = new Map(nodes.map((node) => [node, /** @type {string[]} */ ([])]));
  edges.forEach(([from, to]) => leads.get(from)?.push(to));
  for (let before = Infinity; leads.size < before;) {
    before = leads.size;
    for (const [node, next] of leads) {
      if (!next.some((to) => leads.has(to))) {
        leads.delete(node);
      }
    }
  }
  return leads;
}

/**
 * @param {Edge[]} edges
 * @returns {string[][]} circles, nodes in order, the first not repeated; every node that is in a circle is in one of them
 */
export function circles(edges) {
  const leads = knots(edges);
  /** @type {string[][]} */
  const found = [];
  for (const node of leads.keys()) {
    const circle = found.flat().includes(node) ? undefined : shortestCircle(node, leads);
    found.push(...(circle ? [circle] : []));
  }
  return found;
}

/**
 * @param {string} start
 * @param {Map<string, string[]>} leads
 * @returns {string[] | undefined} the shortest way from `start` to itself
 */
function shortestCircle(start, leads) {
  const ways = [[start]];
  const reached = new Set();
  for (const way of ways) {
    for (const to of leads.get(way[way.length - 1]) ?? []) {
      if (to === start) {
        return way;
      }
      if (!reached.has(to)) {
        reached.add(to);
        ways.push([...way, to]);
      }
    }
  }
  return undefined;
}

/**
 * @param {Use[]} uses
 * @param {(path: string) => string} node what counts as one
 * @returns {Edge[]} without those from a node to itself
 */
const edgesBetween = (uses, node) =>
  uses.map(({ from, to }) => /** @type {Edge} */ ([node(from), node(to)])).filter(([from, to]) => from !== to);

/**
 * Two C files may know each other though no header includes the other: x.c includes y.h, and y.c includes x.h.
 * @param {Use[]} uses
 * @param {Sources} sources
 * @returns {Edge[]} between files x.c that have a header x.h: who includes whose header
 */
function edgesOfC(uses, sources) {
  const stem = (/** @type {string} */ path) => path.replace(/\.[ch]$/, '');
  const pair = (/** @type {string} */ path) => sources.has(`${stem(path)}.c`) && sources.has(`${stem(path)}.h`);
  const ofPairs = uses.filter(({ from, to }) => /\.[ch]$/.test(from) && pair(from) && pair(to));
  return edgesBetween(ofPairs, (path) => `${stem(path)}.c`);
}

/**
 * @param {Sources} sources
 * @param {string} page docs/ARCHITECTURE.md
 * @returns {string[]} a sentence for each thing that is not as the page says; none: all is well
 */
export function architectureProblems(sources, page) {
  const rooms = readRooms(page);
  const uses = usesOf(sources);
  const room = once((path) => roomOf(path, rooms));
  const names = rooms.map(({ folder }) => nameOf(folder));
  const unknown = rooms.flatMap(({ folder, mayUse }) =>
    mayUse.filter((name) => name !== 'all' && !names.includes(name)).map((name) => `${folder}: no room "${name}"`),
  );
  const planned = rooms.flatMap(({ folder, mayUse }) =>
    mayUse.filter((name) => name !== 'all').map((name) => /** @type {Edge} */ ([nameOf(folder), name])),
  );
  const round = (/** @type {string} */ what, /** @type {Edge[]} */ edges) =>
    circles(edges).map((circle) => `circle of ${what}: ${[...circle, circle[0]].join(' -> ')}`);
  return [
    ...(rooms.length > 0 ? [] : ['docs/ARCHITECTURE.md has no table of rooms']),
    ...unknown,
    ...round('rows of the table', planned),
    ...forbidden(uses, sources, room),
    ...round(
      'rooms',
      edgesBetween(uses, (path) => room(path)?.name ?? path),
    ),
    ...round(
      'files',
      edgesBetween(uses, (path) => path),
    ),
    ...round('C files by their headers', edgesOfC(uses, sources)),
  ];
}
