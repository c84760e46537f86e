/**
 * What the numbers were measured on and with: rows of environment.csv.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import * as os from 'node:os';
import { join, relative, sep } from 'node:path';
import { filesBelow } from '../words/files.js';
import { BUILD_DIR, ROOT } from '../words/paths.js';

/** @import { Group } from '../plan/groups.js' */

/**
 * @param {string} path
 * @returns {string} its text, or nothing where there is no such file
 */
const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');

/**
 * @param {string[]} args of git
 * @returns {string} nothing outside a checkout
 */
function git(args) {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return ''; // no git, or not a checkout: the commit is unknown, and an empty value says so
  }
}

function machine() {
  const cpus = os.cpus();
  return {
    host: os.hostname(),
    cpu_model: cpus[0]?.model.trim() ?? '',
    cpu_count: cpus.length,
    architecture: os.arch(),
    memory_bytes: os.totalmem(),
    os: `${os.type()} ${os.release()}`,
    os_name: /PRETTY_NAME="(.*)"/.exec(textOf('/etc/os-release'))?.[1] ?? '',
    load_average: os
      .loadavg()
      .map((load) => load.toFixed(2))
      .join(' '),
    governor: textOf('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
    hypervisor: /\bhypervisor\b/.test(textOf('/proc/cpuinfo')) ? 1 : 0,
  };
}

/** Versions and flags, as the build wrote them down: `name=value` lines. */
function toolchain() {
  const lines = textOf(join(BUILD_DIR, 'toolchain.txt')).split('\n');
  return Object.fromEntries(
    lines.filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function modules() {
  const dir = join(BUILD_DIR, 'wasm');
  const files = existsSync(dir) ? filesBelow(dir).filter((file) => file.endsWith('.wasm')) : [];
  return Object.fromEntries(
    files.flatMap((file) => {
      const bytes = readFileSync(file);
      const name = relative(dir, file).replace('.wasm', '').replaceAll(sep, '_');
      return [
        [`module_${name}_sha256`, createHash('sha256').update(bytes).digest('hex')],
        [`module_${name}_bytes`, bytes.length],
      ];
    }),
  );
}

/**
 * @param {Group[]} groups
 * @returns {Record<string, number>} bytes of the module that each planned way of a subject loads
 */
export function modulesOfWays(groups) {
  const entries = groups.flatMap(({ experiment, kernel, cells }) =>
    kernel
      .modules(cells.map(({ spec }) => spec.variant))
      .map(({ variant, path }) => [`boundary_module_bytes_${experiment}_${variant}`, statSync(path).size]),
  );
  return Object.fromEntries(entries);
}

/**
 * @param {Date} date
 * @returns {Record<string, string | number>} of this machine, without its engines
 */
export function environment(date) {
  return {
    date_utc: date.toISOString(),
    git_commit: git(['rev-parse', 'HEAD']),
    git_dirty: git(['status', '--porcelain', '--untracked-files=no']) === '' ? 0 : 1,
    ...machine(),
    ...toolchain(),
    ...modules(),
  };
}
