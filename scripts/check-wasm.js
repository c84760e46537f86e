/**
 * node scripts/check-wasm.js [--kernels DIR] MODULE.wasm ...
 *
 * Asserts that built modules are what their file names say:
 *   <family>.wasm           scalar: no v128 instruction anywhere
 *   <family>_simd.wasm      at least one v128 instruction in each kernel function
 *   <family>_relaxed.wasm   the same
 * and of each that it imports nothing, that its functions named after the family
 * are exactly those called by the family's definition.js, and that any other
 * function it exports is a known helper of the toolchain.
 *
 * Instructions are read with wasm-objdump (wabt). All vector instructions,
 * relaxed ones too, begin with the byte 0xfd, so they are counted by that byte,
 * not by name: an old wabt need not know their names.
 *
 * Exit codes: 0 all hold, 1 an assertion failed, 2 a file or tool is missing or
 * unreadable.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const KERNELS = fileURLToPath(new URL('../kernels/', import.meta.url));
const HELPERS = /^(_initialize|__.*|_?emscripten_.*|stack(Save|Restore|Alloc)|setThrew|setTempRet0|getTempRet0)$/;

/** What cannot be judged, as opposed to what fails. */
class UnreadableError extends Error {}

/**
 * @typedef {object} Module
 * @property {string} family
 * @property {boolean} simd
 * @property {string[]} imports
 * @property {Map<string, number>} exports index of each exported function, by name
 * @property {Map<number, number>} vectors how many v128 instructions each function holds, by index
 */

/**
 * @param {string} tool
 * @param {string[]} args
 * @returns {string}
 */
function run(tool, args) {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) {
    const missing = 'code' in error && error.code === 'ENOENT';
    throw new UnreadableError(
      missing ? `${tool} is not installed or not on the PATH; it is part of wabt` : `${tool}: ${error.message}`,
    );
  }
  if (status !== 0) {
    throw new UnreadableError(`${tool} ${args.join(' ')}: ${stderr.trim() || `exit code ${status}`}`);
  }
  return stdout;
}

/**
 * @param {string} details listing of wasm-objdump -x
 * @returns {string[]}
 */
export function importedNames(details) {
  return [...details.matchAll(/^ - .* <- (.*)$/gm)].map(([, name]) => name);
}

/**
 * @param {string} details listing of wasm-objdump -x
 * @returns {Map<string, number>}
 */
export function exportedFunctions(details) {
  const lines = details.matchAll(/^ - func\[(\d+)\].* -> "(.*)"$/gm);
  return new Map([...lines].map(([, index, name]) => [name, Number(index)]));
}

/**
 * Lines of a listing are `address: bytes | text`. What begins with 0xfd is a
 * vector instruction, unless it declares locals (0xfd of them and more) or goes
 * on with the bytes of the line above (no text).
 *
 * @param {string} listing of wasm-objdump -d
 * @returns {Map<number, number>}
 */
export function vectorInstructions(listing) {
  /** @type {Map<number, number>} */
  const vectors = new Map();
  let current = -1;
  for (const line of listing.split('\n')) {
    const opening = /^[0-9a-f]+ func\[(\d+)\]/.exec(line);
    if (opening) {
      current = Number(opening[1]);
      vectors.set(current, 0);
    } else if (/^ +[0-9a-f]+: fd [^|]*\| *(?!local\[)\S/.test(line)) {
      vectors.set(current, (vectors.get(current) ?? 0) + 1);
    }
  }
  return vectors;
}

/**
 * @param {string} file
 * @returns {Module}
 */
function readModule(file) {
  const name = /^(.*?)(_simd|_relaxed)?\.wasm$/.exec(basename(file));
  if (!name) {
    throw new UnreadableError('the name does not end in .wasm');
  }
  if (!existsSync(file)) {
    throw new UnreadableError('no such file; `make build` makes it');
  }
  const details = run('wasm-objdump', ['-x', file]);
  return {
    family: name[1],
    simd: name[2] !== undefined,
    imports: importedNames(details),
    exports: exportedFunctions(details),
    vectors: vectorInstructions(run('wasm-objdump', ['-d', file])),
  };
}

/**
 * @param {string} family
 * @param {string} kernels
 * @returns {Promise<Set<string>>} names of the functions that the family's kernels call
 */
async function calledFunctions(family, kernels) {
  const file = join(kernels, family, 'definition.js');
  if (!existsSync(file)) {
    throw new UnreadableError(`no definition of this family: ${file}`);
  }
  const { default: definition } = await import(pathToFileURL(file).href);
  /** @type {{ passes: { call: string }[] }[]} */
  const defined = Object.values(definition);
  return new Set(defined.flatMap(({ passes }) => passes.map(({ call }) => call)));
}

/**
 * @param {Module} module
 * @param {Set<string>} called
 * @returns {string[]} one sentence for each assertion that fails
 */
export function problemsOf({ family, simd, imports, exports, vectors }, called) {
  const problems = imports.map((name) => `imports ${name}; a kernel imports nothing`);
  for (const name of called) {
    const index = exports.get(name);
    if (index === undefined) {
      problems.push(`does not export ${name}, which definition.js calls`);
    } else if (simd && !vectors.get(index)) {
      problems.push(`${name} holds no v128 instruction; in a SIMD module each kernel function must`);
    }
  }
  for (const name of exports.keys()) {
    if (!called.has(name) && name.startsWith(family)) {
      problems.push(`exports ${name}, which no pass in definition.js calls`);
    } else if (!called.has(name) && !HELPERS.test(name)) {
      problems.push(`exports ${name}, neither a kernel function nor a known helper of the toolchain`);
    }
  }
  return simd ? problems : [...problems, ...strayVectors(exports, vectors)];
}

/**
 * @param {Module['exports']} exports
 * @param {Module['vectors']} vectors
 * @returns {string[]}
 */
function strayVectors(exports, vectors) {
  const names = new Map([...exports].map(([name, index]) => [index, name]));
  return [...vectors]
    .filter(([, count]) => count > 0)
    .map(
      ([index, count]) =>
        `${names.get(index) ?? `function ${index}`} holds ${count} v128 instructions; a scalar module has none`,
    );
}

/**
 * @param {string[]} args
 * @returns {{ files: string[], kernels: string }}
 */
function parse(args) {
  const files = [...args];
  const at = files.indexOf('--kernels');
  const kernels = at < 0 ? KERNELS : files.splice(at, 2)[1];
  if (files.length === 0 || kernels === undefined || files.some((file) => file.startsWith('--'))) {
    throw new UnreadableError('usage: node scripts/check-wasm.js [--kernels DIR] MODULE.wasm ...');
  }
  return { files, kernels };
}

/**
 * @param {string} file
 * @param {string} kernels
 * @returns {Promise<number>} exit code for this file
 */
async function check(file, kernels) {
  try {
    const module = readModule(file);
    const problems = problemsOf(module, await calledFunctions(module.family, kernels));
    problems.forEach((problem) => console.error(`${file}: ${problem}`));
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnreadableError)) {
      throw error;
    }
    console.error(`${file}: ${error.message}`);
    return 2;
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function main(args) {
  try {
    const { files, kernels } = parse(args);
    const codes = [];
    for (const file of files) {
      codes.push(await check(file, kernels));
    }
    return Math.max(...codes);
  } catch (error) {
    if (!(error instanceof UnreadableError)) {
      throw error;
    }
    console.error(error.message);
    return 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}
