/**
 * The pages for people: each folder in harness/web/pages/ that has an index.html. A new page is a new folder and
 * nothing else: `/` leads to it, and `/pages` tells the other pages of it.
 */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES_DIR } from '../words/paths.js';
import { HEADERS, answer, sendJson, urlPath } from './files.js';

/** @import { Route } from './http-server.js' */

/**
 * @typedef {object} Page
 * @property {string} name of its folder
 * @property {string} title plain text
 * @property {string} path on this server
 */

const FILE = 'index.html';
const SHEET = '/harness/web/pages/shared/look.css';

/** @type {[text: string, inHtml: string][]} `&` comes last where HTML is read, and first where it is written */
const ENTITIES = [
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['&', '&amp;'],
];

/**
 * @param {string} html without tags
 * @returns {string}
 */
const textOf = (html) => ENTITIES.reduce((text, [plain, entity]) => text.replaceAll(entity, plain), html);

/**
 * @param {string} text
 * @returns {string}
 */
const htmlOf = (text) =>
  [...ENTITIES].reverse().reduce((html, [plain, entity]) => html.replaceAll(plain, entity), text);

/**
 * @param {string} name of a folder
 * @returns {Page}
 */
function pageIn(name) {
  const file = join(PAGES_DIR, name, FILE);
  const [, title = ''] = /<title>([^<]*)<\/title>/.exec(readFileSync(file, 'utf8')) ?? [];
  return { name, title: textOf(title).trim() || name, path: urlPath(file) };
}

/** @returns {Page[]} sorted by name; read anew each time, so that a page can be written while the server runs */
export const listPages = () =>
  readdirSync(PAGES_DIR)
    .filter((name) => existsSync(join(PAGES_DIR, name, FILE)))
    .sort()
    .map(pageIn);

/**
 * @param {Page[]} pages
 * @returns {string} HTML
 */
function listOf(pages) {
  const items = pages.map(({ title, path }) => `    <li><a href="${htmlOf(path)}">${htmlOf(title)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Tollgate: pages</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="${SHEET}">
</head>
<body>
  <header>
    <h1>Tollgate</h1>
    <p>What does it cost to cross between JavaScript and WebAssembly?</p>
  </header>
  <main>
    <ul id="page-list">
${items.join('\n')}
    </ul>
  </main>
</body>
</html>`;
}

/** @type {Record<string, Route>} `/` leads to the only page, or lists the pages; `/pages` lists them as JSON */
export const PAGE_ROUTES = {
  '/': (_, response) => {
    const pages = listPages();
    if (pages.length === 1) {
      response.writeHead(302, { ...HEADERS, Location: pages[0].path });
      response.end();
    } else {
      answer(response, 200, listOf(pages), 'text/html; charset=utf-8');
    }
  },
  '/pages': (_, response) => sendJson(response, listPages()),
};
