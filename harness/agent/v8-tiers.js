/**
 * Which of V8's compilers made the code that a function runs.
 *
 * Asked of the engine by its own predicates, which V8 has under
 * --allow-natives-syntax; the bits of %GetOptimizationStatus, their alternative,
 * have moved between versions (V8 13.6: TurboFan is bit 6, 14.6: bit 5), and the predicates have not.
 * They are about the code that the next call enters: code compiled for a loop
 * that is under way (on-stack replacement) does not show, see docs/METHODOLOGY.md.
 */

/** @typedef {(f: Function) => boolean} Predicate */

const JAVASCRIPT = {
  turbofan: 'ActiveTierIsTurbofan',
  maglev: 'ActiveTierIsMaglev',
  sparkplug: 'ActiveTierIsSparkplug',
  ignition: 'ActiveTierIsIgnition',
};
const WASM = { turbofan: 'IsTurboFanFunction', liftoff: 'IsLiftoffFunction', lazy: 'IsUncompiledWasmFunction' };

/**
 * @param {Record<string, string>} names of V8's predicates, by tier
 * @returns {[string, Predicate][]}
 */
const predicates = (names) =>
  Object.entries(names).map(([tier, name]) => [
    tier,
    /** @type {Predicate} */ (new Function('f', `return %${name}(f);`)),
  ]);

/** Asked by using it: engines name their flags in different ways. */
function knowsNatives() {
  try {
    return new Function('return %HasFastElements([])')() === true;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return false;
    }
    throw error;
  }
}

/**
 * @returns {((f: Function) => string) | undefined} names the tier, `lazy` where there is no code yet, '' for a
 *   function of another kind; undefined where the engine was not told to answer
 */
export function tierReader() {
  if (!knowsNatives()) {
    return undefined;
  }
  const javascript = predicates(JAVASCRIPT);
  const wasm = predicates(WASM);
  return (f) => {
    // The predicates end the process where a function is not of their kind, a bound one for instance.
    const isNative = /\{ \[native code\] \}$/.test(Function.prototype.toString.call(f));
    if (!isNative) {
      return javascript.find(([, holds]) => holds(f))?.[0] ?? 'lazy';
    }
    return /^\d+$/.test(f.name) ? (wasm.find(([, holds]) => holds(f))?.[0] ?? '') : '';
  };
}
