/**
 * A language that Intl knows: WebKitGTK says "C" where that is the system's locale, and uPlot takes
 * the browser at its word. To be imported before it.
 */

try {
  Intl.getCanonicalLocales(navigator.language);
} catch (error) {
  if (!(error instanceof RangeError)) {
    throw error;
  }
  Object.defineProperty(navigator, 'language', { value: 'en' });
}
