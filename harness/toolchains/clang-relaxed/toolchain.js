/** C with relaxed SIMD to WebAssembly: by Emscripten where it is new enough, else by a newer clang, else not at all. */

/** @import { Toolchain } from '../../plan/load-toolchains.js' */

/** @type {Toolchain} */
export default {
  name: 'clang-relaxed',
  about: 'C with relaxed SIMD to WebAssembly, where a compiler knows it',
  variants: [
    {
      variant: 'wasm-relaxed',
      host: 'javascript',
      source: '_relaxed.c',
      product: 'build/wasm/{family}_relaxed.wasm',
      crosses: true,
      optional: true,
      place: 50,
      colour: { light: '#a739e2', dark: '#bc449a' },
      point: { filled: 13, hollow: 12 },
    },
  ],
};
