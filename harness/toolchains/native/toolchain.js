/** The same C to native code, loaded by the native agent (harness/native/). */

/** @import { Toolchain } from '../../plan/load-toolchains.js' */

/** @type {Toolchain} */
export default {
  name: 'native',
  about: 'C to native code by clang, or by cc where there is no clang',
  variants: [
    {
      variant: 'native',
      host: 'native',
      source: '.c',
      product: 'build/native/{family}-native.so',
      crosses: false,
      place: 60,
      colour: { light: '#0e1a1d', dark: '#d9f3f5' },
      point: { filled: 15, hollow: 14 },
    },
    {
      variant: 'native-simd',
      host: 'native',
      source: '_simd.c',
      product: 'build/native/{family}-native-simd.so',
      crosses: false,
      place: 70,
      colour: { light: '#007653', dark: '#23b58b' },
      point: { filled: 5, hollow: 4 },
    },
    {
      variant: 'native-march',
      host: 'native',
      source: '.c',
      product: 'build/native/{family}-native-march.so',
      crosses: false,
      place: 80,
      colour: { light: '#779841', dark: '#b3c602' },
      point: { filled: 7, hollow: 6 },
    },
  ],
};
