/**
 * Gives the browser a language that Intl knows. WebKitGTK's is "C" where that is the system's locale; uPlot hands it to
 * Intl, which throws an error. So this is imported before uPlot.
 */

try {
  Intl.getCanonicalLocales(navigator.language);
} catch (error) {
  if (!(error instanceof RangeError)) {
    throw error;
  }
  Object.defineProperty(navigator, 'language', { value: 'en' });
}
