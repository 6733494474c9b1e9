import { Fact, Facts, LiveKind } from '../model/facts';
import { Finding, FindingLevel } from './finding';

export type KnownFact = Extract<Fact, { known: true }>;

const NOT_READ = 'the cluster was not read';

/**
 * Gives the checks of one object the facts of a cluster, and reports every fact that is missing: an unchecked object
 * must never look correct.
 */
export class LiveReader {
  readonly #facts: Facts;
  readonly #missed = new Map<LiveKind, string[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /**
   * The facts of a kind, or undefined if they are missing. Facts that are missing or incomplete become a finding.
   *
   * @param what - what cannot be checked without them, such as `whether eno49 is there`
   */
  need = (kind: LiveKind, what: string): KnownFact | undefined =>
    this.needFrom(this.#facts)(kind, what);

  /** `need` that answers from a copy of the facts. */
  needFrom =
    ({ live }: Pick<Facts, 'live'>): LiveReader['need'] =>
    (kind, what) => {
      const fact = live?.[kind];
      if (!fact?.known || fact.partial) {
        this.#missed.set(kind, [...(this.#missed.get(kind) ?? []), what]);
      }
      return fact?.known ? fact : undefined;
    };

  /** One finding for each reason why facts are missing. */
  findings(object: string, level: FindingLevel = 'warning'): Finding[] {
    const reasons = new Map<string, string[]>();
    for (const [kind, whats] of this.#missed) {
      const because = whyMissing(this.#facts.live?.[kind]);
      reasons.set(because, [...(reasons.get(because) ?? []), ...whats]);
    }
    return [...reasons].map(([because, whats]) => ({
      level,
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
