/** A writer's mistake: `page` and `at` (source text) or `cell` and `line` say where. */
export class SourceError extends Error {
  constructor(message, place) {
    super(message);
    this.place = place;
  }
}
