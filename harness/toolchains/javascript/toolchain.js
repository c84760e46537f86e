/** JavaScript needs no compiler: the source is what is loaded. */

/** @import { Toolchain } from '../../plan/load-toolchains.js' */

/** @type {Toolchain} */
export default {
  name: 'javascript',
  about: 'plain JavaScript, as it is written',
  variants: [
    {
      variant: 'js',
      host: 'javascript',
      source: '.js',
      product: 'kernels/{family}/{family}.js',
      crosses: false,
      place: 10,
      colour: { light: '#fb5a04', dark: '#ea6406' },
      point: { filled: 5, hollow: 4 },
    },
    {
      variant: 'js-tuned',
      host: 'javascript',
      source: '.tuned.js',
      product: 'kernels/{family}/{family}.tuned.js',
      crosses: false,
      place: 20,
      colour: { light: '#6d4701', dark: '#fee46d' },
      point: { filled: 7, hollow: 6 },
    },
  ],
};
