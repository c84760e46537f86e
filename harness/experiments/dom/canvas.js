/**
 * A blurred image on a canvas: the box blur of kernels/blur, in JavaScript and in WebAssembly, then
 * putImageData. An ImageData may lie in linear memory, so no way copies anything besides.
 *
 * Each iteration changes the image's first byte, counting down to 0. The image is opaque, since a canvas
 * keeps colours of what is transparent only roughly; and the canvas is one that is read often, which
 * has every browser keep it in memory and not on a graphics card.
 */

import { hash32 } from '../../agent/inputs.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

const WIDTH = 256;
const HEIGHT = 256;
const PIXELS = WIDTH * HEIGHT;
const IMAGE_BYTES = 4 * PIXELS;
const RADIUS = 3;
const SEED = 3;

const KERNELS = new URL('../../../kernels/blur/', import.meta.url);
const MODULES = new URL('../../../build/wasm/', import.meta.url);

/** @type {Record<string, URL>} by way: the code of kernels/blur */
const CODE = {
  js: new URL('blur.js', KERNELS),
  'js-tuned': new URL('blur.tuned.js', KERNELS),
  wasm: new URL('blur.wasm', MODULES),
  'wasm-simd': new URL('blur_simd.wasm', MODULES),
};
/** A floor: the image is blurred already. */
const PUT_ONLY = 'put-only';

/** @param {Uint8Array} image overwritten with an opaque one whose first byte is 0 */
function fill(image) {
  for (let i = 1; i < IMAGE_BYTES; i++) {
    image[i] = i % 4 === 3 ? 255 : hash32(SEED, i) >>> 24;
  }
}

/**
 * Mean of the neighbours within RADIUS, to nearest; edges are clamped.
 * @param {Uint8Array} from
 * @param {number} step bytes to the next pixel of a line
 * @param {(x: number, y: number) => number} along place of a pixel in its line
 * @param {number} last place in a line
 */
function blurLines(from, step, along, last) {
  const to = new Uint8Array(IMAGE_BYTES);
  const size = 2 * RADIUS + 1;
  for (let i = 0; i < IMAGE_BYTES; i++) {
    const place = along((i >> 2) % WIDTH, Math.floor((i >> 2) / WIDTH));
    let sum = RADIUS;
    for (let k = -RADIUS; k <= RADIUS; k++) {
      sum += from[i + (Math.min(last, Math.max(0, place + k)) - place) * step];
    }
    to[i] = Math.floor(sum / size);
  }
  return to;
}

/** @returns {Uint8Array<ArrayBuffer>} what every way must show */
function blurred() {
  const image = new Uint8Array(IMAGE_BYTES);
  fill(image);
  return blurLines(
    blurLines(image, 4, (x) => x, WIDTH - 1),
    4 * WIDTH,
    (_, y) => y,
    HEIGHT - 1,
  );
}

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'canvas',
    title: 'a blurred image on a canvas',
    element: 'pixel',
    bytesPerElement: 0,
    realm: 'page',
    sizes: [PIXELS],
    families: ['blur'],
    ways: [...Object.keys(CODE).map((variant) => ({ variant })), { variant: PUT_ONLY, set: PUT_ONLY }],
    outputBytes: () => IMAGE_BYTES,
    reference: () => {
      const output = blurred();
      return { result: output[0], output };
    },
  },
];

/**
 * @typedef {object} Blur
 * @property {Uint8Array} src
 * @property {Uint8Array<ArrayBuffer>} dst
 * @property {() => void} run from src to dst
 * @property {Record<string, Function>} functions
 *
 * @typedef {(...args: unknown[]) => void} Pass
 */

/**
 * @param {Record<string, any>} code
 * @param {[src: unknown, tmp: unknown, sums: unknown, dst: unknown]} places as the code takes them
 * @returns {Pick<Blur, 'run' | 'functions'>}
 */
function passes({ blur_box_rows, blur_box_columns }, [src, tmp, sums, dst]) {
  return {
    run: () => {
      blur_box_rows(tmp, src, WIDTH, HEIGHT, RADIUS, 0, PIXELS);
      blur_box_columns(dst, tmp, sums, WIDTH, HEIGHT, RADIUS, 0, PIXELS);
    },
    functions: { blur_box_rows, blur_box_columns },
  };
}

/**
 * @param {URL} url
 * @param {Loader} loader
 * @returns {Promise<Blur>}
 */
async function inJavaScript(url, loader) {
  const code = await loader.importModule(url);
  const [src, tmp, dst] = [0, 1, 2].map(() => new Uint8Array(IMAGE_BYTES));
  return { src, dst, ...passes(code, [src, tmp, new Uint16Array(4 * WIDTH), dst]) };
}

/**
 * @param {URL} url
 * @param {Loader} loader
 * @returns {Promise<Blur>}
 */
async function inWasm(url, loader) {
  const { instance } = await WebAssembly.instantiate(await loader.readBytes(url), {});
  const exports = /** @type {Record<string, any>} */ (instance.exports);
  exports._initialize?.();
  const base = Math.ceil(exports.__heap_base.value / 4096) * 4096;
  const [src, tmp, dst, sums] = [0, 1, 2, 3].map((i) => base + i * IMAGE_BYTES);
  exports.memory.grow(Math.ceil((sums + 8 * WIDTH) / 65536));
  const at = (/** @type {number} */ address) => new Uint8Array(exports.memory.buffer, address, IMAGE_BYTES);
  return { src: at(src), dst: at(dst), ...passes(exports, [src, tmp, sums, dst]) };
}

/** @returns {Blur} */
function putOnly() {
  return { src: new Uint8Array(1), dst: blurred(), run: () => {}, functions: {} };
}

/**
 * @param {string} variant
 * @param {Loader} loader
 * @returns {Promise<Blur>}
 */
async function blurOf(variant, loader) {
  if (variant === PUT_ONLY) {
    return putOnly();
  }
  const blur = await (variant.startsWith('js') ? inJavaScript : inWasm)(CODE[variant], loader);
  fill(blur.src);
  return blur;
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ variant }, loader) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  document.body.append(canvas);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  const { src, dst, run, functions } = await blurOf(variant, loader);
  const image = new ImageData(new Uint8ClampedArray(dst.buffer, dst.byteOffset, IMAGE_BYTES), WIDTH, HEIGHT);
  return {
    body: (iterations) => {
      for (let k = iterations; k-- > 0;) {
        src[0] = k;
        run();
        context.putImageData(image, 0, 0);
      }
      return dst[0];
    },
    functions,
    output: () => new Uint8Array(context.getImageData(0, 0, WIDTH, HEIGHT).data.buffer),
    reset: () => context.clearRect(0, 0, WIDTH, HEIGHT),
  };
}
