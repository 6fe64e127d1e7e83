// Files are read one by one, each by a question of its own, and what was read of them is kept here, in the page: whatever
// is said of a table later goes to the server with it, and the file does not go again.
import { shallowRef } from 'vue'
import type { Problem, Schemas } from './client'
import { upload } from './upload'

/** Understood is what became of a file: what was read of it, or why nothing was. */
type Understood = { part?: Blob; problem?: Problem }

const known = new WeakMap<File, Understood>()
const long = 5 // seconds that are worth to be told

const left = (began: number, done: number, open: number) => {
  const seconds = Math.round(((Date.now() - began) / 1000 / done) * open)
  if (!done || Date.now() - began < 3000 || seconds < long) return ''
  return seconds < 90 ? `约还需 ${seconds} 秒` : `约还需 ${Math.round(seconds / 60)} 分钟`
}

/** reader reads files in their order, says how far it is, and stops when it is told to. */
export function reader() {
  const progress = shallowRef<{ done: number; of: number; left: string }>()
  let stop = new AbortController()

  /** read has the files read that were not read before, until another reading begins or ends it. Only a server that is away is thrown. */
  async function read(files: File[]) {
    stop.abort()
    const { signal } = (stop = new AbortController())
    const began = Date.now()
    const open = files.filter((f) => !known.has(f))
    try {
      for (const [i, file] of open.entries()) {
        progress.value = { done: files.length - open.length + i, of: files.length, left: left(began, i, open.length - i) }
        await one(file, signal)
        if (signal.aborted) return
      }
    } finally {
      if (!signal.aborted) progress.value = undefined
    }
  }

  async function one(file: File, signal: AbortSignal) {
    try {
      const { understood } = await upload<Schemas['ReadPaper']>('/api/evaluation/read', { name: file.name.slice(-100) }, file, signal)
      known.set(file, { part: new Blob([JSON.stringify(understood)], { type: 'application/json' }) })
    } catch (e) {
      if (signal.aborted) return
      const problem = e as Problem
      if (problem.status === 0 && problem.code !== 'client.upload') throw e
      known.set(file, { problem })
    }
  }

  /** end ends the reading; what was read stays. */
  function end() {
    stop.abort()
    progress.value = undefined
  }
  return { progress, read, end }
}

/** of is what became of a file; one that was not come to says so. */
export const of = (file: File): Understood => known.get(file) ?? { problem: { title: '已取消，没有读取。', next: '要读它，请重新选择文件。', trace: '', code: 'client.cancelled', status: 0 } }

/** forget has a file read again that could not be read, when that can help. */
export function forget(files: File[]) {
  for (const f of files) if (known.get(f)?.problem) known.delete(f)
}
