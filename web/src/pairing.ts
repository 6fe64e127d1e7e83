// Which indicators of two tables speak of the same thing. Two centres seldom call it by the same name.

/** bare is a name without its number in a paper, its spaces and its signs. */
const bare = (name: string) => name.replace(/^\s*指标\s*\d*\s*[:：]/, '').replace(/[\s\p{P}]/gu, '')

/** couples are the pairs of neighbouring characters of a name: most words have two. */
const couples = (name: string) => new Set(Array.from({ length: Math.max(0, bare(name).length - 1) }, (_, i) => bare(name).slice(i, i + 2)))

/** shared counts the words that two names have both; names that are the same share more than any others. */
function shared(one: string, other: string) {
  if (bare(one) === bare(other)) return Infinity
  const there = couples(other)
  return [...couples(one)].filter((two) => there.has(two)).length
}

const enough = 2 // words that two names share before they are taken for the same thing

/**
 * paired puts what is named alike beside each other, the most alike first, in the order of ours; what has nothing like it
 * on the other side stands alone, theirs below. One of each is a pair, whatever the names: there is nothing else to pair.
 */
export function paired<T>(ours: readonly T[], theirs: readonly T[], name: (row: T) => string): (readonly [T | undefined, T | undefined])[] {
  if (ours.length === 1 && theirs.length === 1) return [[ours[0], theirs[0]]]
  const likely = ours
    .flatMap((a) => theirs.map((b) => ({ a, b, n: shared(name(a), name(b)) })))
    .filter((p) => p.n >= enough)
    .sort((p, q) => (p.n === q.n ? 0 : q.n > p.n ? 1 : -1))
  const partner = new Map<T, T>()
  const taken = new Set<T>()
  for (const { a, b } of likely) {
    if (partner.has(a) || taken.has(b)) continue
    partner.set(a, b)
    taken.add(b)
  }
  return [...ours.map((a) => [a, partner.get(a)] as const), ...theirs.filter((b) => !taken.has(b)).map((b) => [undefined, b] as const)]
}
