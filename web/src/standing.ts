import type { Schemas } from './api'

type Door = Pick<Schemas['DoorNow'], 'offices'>

/** standing says in a word how an item stands at a door: taken in everywhere, in some offices, or nowhere. */
export function standing(d: Door, name: (office: string) => string) {
  const shut = (d.offices ?? []).filter((o) => !o.open)
  if (!shut.length) return { says: '受理中', tag: 'plain' }
  if (shut.length === d.offices?.length) return { says: '现在不受理', tag: 'warning' }
  return { says: `${shut.map((o) => name(o.office)).join('、')}现在不受理`, tag: 'warning' }
}

/** reasons are why an item is not taken in, each once, with the offices of which it is true; none where it is true of all. */
export function reasons(d: Door, name: (office: string) => string) {
  const shut = (d.offices ?? []).filter((o) => !o.open)
  const said = new Map<string, string[]>()
  for (const o of shut) {
    const text = `${o.says}。${o.next}。`
    said.set(text, [...(said.get(text) ?? []), name(o.office)])
  }
  return [...said].map(([text, offices]) => (offices.length === d.offices?.length ? text : `${offices.join('、')}：${text}`))
}
