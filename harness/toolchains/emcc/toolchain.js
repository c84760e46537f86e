/** C to WebAssembly by Emscripten, scalar and with SIMD written by hand. */

/** @import { Toolchain } from '../../plan/load-toolchains.js' */

/** @type {Toolchain} */
export default {
  name: 'emcc',
  about: 'C to WebAssembly by Emscripten',
  variants: [
    {
      variant: 'wasm',
      host: 'javascript',
      source: '.c',
      product: 'build/wasm/{family}.wasm',
      crosses: true,
      place: 30,
      colour: { light: '#244990', dark: '#2473eb' },
      point: { filled: 9, hollow: 8 },
    },
    {
      variant: 'wasm-simd',
      host: 'javascript',
      source: '_simd.c',
      product: 'build/wasm/{family}_simd.wasm',
      crosses: true,
      place: 40,
      colour: { light: '#379fbb', dark: '#4ecafc' },
      point: { filled: 11, hollow: 10 },
    },
  ],
};
