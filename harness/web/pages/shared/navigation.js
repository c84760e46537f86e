/**
 * Links to the other pages, in `<nav id="pages">`: shown where there are others.
 */

/** @typedef {{ name: string, title: string, path: string }} Page as the server sends it */

/** What titles begin with, in windows among others. */
const PREFIX = /^Tollgate: /;

/**
 * @param {Page} page
 * @returns {HTMLAnchorElement}
 */
function linkTo({ title, path }) {
  const link = Object.assign(document.createElement('a'), { href: path, textContent: title.replace(PREFIX, '') });
  if (path === location.pathname) {
    link.setAttribute('aria-current', 'page');
  }
  return link;
}

/** @type {Page[]} */
const pages = await (await fetch('/pages')).json();
const nav = document.getElementById('pages');
if (nav !== null && pages.length > 1) {
  nav.replaceChildren(...pages.map(linkTo));
  nav.hidden = false;
}
