/**
 * What can go wrong, by kinds that callers tell apart. Everything else is an ordinary Error.
 */

/** A mistake in what the user typed: exit code 2, no stack. */
export class UsageError extends Error {}

/** A mistake in a definition of a kernel, an experiment or a toolchain; it names the file and the key. */
export class DefinitionError extends Error {}

/** A folder of a run that cannot be used: exit code 2. */
export class DamagedError extends Error {}

/** A folder of a run that was measured with other code or engines: exit code 3. */
export class ForeignError extends Error {}

/** A line that is not of the protocol's form (docs/PROTOCOL.md). */
export class ProtocolError extends Error {
  /**
   * @param {string} message
   * @param {number} id of the cell, 0 if the line goes wrong before it
   */
  constructor(message, id) {
    super(`protocol: ${message}`);
    this.id = id;
  }
}

/** An engine answered a request with an error, or it ended. */
export class EngineError extends Error {
  /**
   * @param {string} stage as in errors.csv
   * @param {string} message
   * @param {boolean} bystander whether the engine had ended before it was asked: the cell is not to blame
   */
  constructor(stage, message, bystander = false) {
    super(message);
    this.stage = stage;
    this.bystander = bystander;
  }
}
