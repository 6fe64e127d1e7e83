// A file goes to the server as it is, beside the parameters in the address.
import type { Problem } from './api'
import { offline, unreadable } from './client'
import { apart } from './format'
import { addressTells, telling } from './telling'

const most = 5 * 1024 * 1024 // the server takes no more

/** upload hands a file in and gives the answer; whatever went wrong is thrown as a Problem. */
export async function upload<T>(path: string, query: Record<string, string>, file: File, signal?: AbortSignal): Promise<T> {
  const answer: unknown = await (await sent(path, query, file, signal)).json().catch(() => undefined)
  if (answer === undefined) throw unreadable
  return answer as T
}

/** How a file goes on: the browser saves it, or opens it beside the page, where it is printed from; or something takes it. */
export type Way = 'save' | 'open' | ((file: Blob) => Promise<void>)

/** fetched asks for a file, and has it go its way. */
export async function fetched(path: string, init: RequestInit, how: Way) {
  const answer = await answered(path, init)
  if (typeof how === 'function') await how(await answer.blob())
  else await given(answer, '文件', how)
}

async function given(answer: Response, name: string, how: 'save' | 'open') {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  if (how === 'open') link.target = '_blank'
  else link.download = decodeURIComponent(answer.headers.get('Content-Disposition')?.split("UTF-8''")[1] ?? name)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), how === 'open' ? 60_000 : 0)
}

/** handIn hands something in with progress, from 0 to 1; whatever went wrong is thrown as a Problem. */
export function handIn<T>(path: string, body: Blob, progress: (part: number) => void): Promise<T> {
  return new Promise((ok, no) => {
    if (addressTells(path)) return no(telling)
    const r = new XMLHttpRequest()
    r.open('POST', path)
    r.setRequestHeader('Content-Type', 'application/octet-stream')
    r.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total)
    r.onerror = () => no(offline)
    r.onload = () => {
      let answer: unknown
      try {
        answer = JSON.parse(r.responseText)
      } catch {
        return no(unreadable)
      }
      if (r.status === 200) ok(answer as T)
      else no((answer as Problem).title ? answer : unreadable)
    }
    r.send(body)
  })
}

/** problemOf is what an answer says went wrong. */
export async function problemOf(answer: Response | undefined): Promise<Problem> {
  if (!answer) return offline
  const said = (await answer.json().catch(() => undefined)) as Problem | undefined
  return said?.title ? said : unreadable
}

/** sent gives what the server answers to a file, when it is no problem. */
async function sent(path: string, query: Record<string, string>, file: File, signal?: AbortSignal): Promise<Response> {
  if (file.size > most) throw problem(`文件有 ${(file.size / 1048576).toFixed(1)} MB，超过 5 MB，没有上传。`, '请压缩或分成几个文件。')
  const body = await file.arrayBuffer().catch(() => {
    throw problem(`“${apart(file.name)}”是文件夹，或者不能读取。`, '请选择文件本身。')
  })
  return answered(`${path}?${new URLSearchParams(query)}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body, signal })
}

/** answered gives an answer that is no problem. */
async function answered(path: string, init: RequestInit): Promise<Response> {
  if (addressTells(path)) throw telling
  const r = await fetch(path, init).catch(() => {
    throw offline
  })
  const page = r.headers.get('Content-Type')?.startsWith('text/html') // the server answers no question with one
  if (r.ok && !page) return r
  const answer: unknown = await r.json().catch(() => undefined)
  throw (answer as Problem | undefined)?.title ? answer : unreadable
}

const problem = (title: string, next: string): Problem => ({ title, next, trace: '', code: 'client.upload', status: 0 })
