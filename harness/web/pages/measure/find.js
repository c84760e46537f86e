/**
 * @template {HTMLElement} T
 * @param {string} id of an element of index.html
 * @returns {T}
 */
export const find = (id) => /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));
