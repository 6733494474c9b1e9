import { Fact, Facts, LiveKind } from '../model/facts';
import { Finding } from './finding';

export type KnownFact = Extract<Fact, { known: true }>;

const NOT_READ = 'the cluster was not read';

/** The facts of a cluster for the checks of one object: what is missing is said, and never taken for fine. */
export class LiveReader {
  readonly #facts: Facts;
  readonly #missed = new Map<LiveKind, string[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /**
   * The facts of a kind, or undefined where they are missing. Where they are there in part, the rest is said as well.
   *
   * @param what - what can't be checked without them, such as `whether eno49 is there`
   */
  need = (kind: LiveKind, what: string): KnownFact | undefined => {
    const fact = this.#facts.live?.[kind];
    if (!fact?.known || fact.partial) {
      this.#missed.set(kind, [...(this.#missed.get(kind) ?? []), what]);
    }
    return fact?.known ? fact : undefined;
  };

  /** One warning for each reason for which something was missed. */
  findings(object: string): Finding[] {
    const reasons = new Map<string, string[]>();
    for (const [kind, whats] of this.#missed) {
      const because = whyMissing(this.#facts.live?.[kind]);
      reasons.set(because, [...(reasons.get(because) ?? []), ...whats]);
    }
    return [...reasons].map(([because, whats]) => ({
      level: 'warning',
      code: 'not-checked',
      object,
      field: 'metadata.name',
      message: `not checked: ${[...new Set(whats)].join(
        '; ',
      )}; because ${because}`,
    }));
  }
}

function whyMissing(fact: Fact | undefined): string {
  if (!fact) {
    return NOT_READ;
  }
  return fact.known ? fact.partial ?? '' : fact.because;
}
