// What stands on the counter: the service of the devices answers on the clerk's own machine, at this one address. What it
// says is looked at before it is believed, and one that is off is told apart from one that is not there.
import type { Problem } from './api'

const service = 'http://127.0.0.1:18732'
const patience = 60_000 // an applicant takes their time at the device

const problem = (title: string, next: string): Problem => ({ title, next, trace: '', code: 'client.device', status: 0 })
const garbled = (name: string) => problem(`${name}给出的内容不能识别。`, '请重新操作一次；仍不行的，请手工办理并报修。')

/** asked gives what a device answers; whatever went wrong is thrown as a Problem. */
async function asked(device: string, name: string, by: string, method = 'GET', body?: Blob): Promise<Response> {
  const r = await fetch(`${service}/${device}`, { method, body, signal: AbortSignal.timeout(patience), credentials: 'omit' }).catch(() => {
    throw problem(`没有连上${name}：外设服务没有打开，或者没有安装。`, `请打开外设服务再试；急办的，${by}。`)
  })
  if (r.status === 503) throw problem(`${name}没有打开。`, `请打开${name}再试；急办的，${by}。`)
  if (!r.ok) throw problem(`${name}没有应答本页面（${r.status}）。`, `请核对外设服务中登记的本中心网址；急办的，${by}。`)
  return r
}

/** readCard is the number on the identity card that lies on the reader. */
export async function readCard(): Promise<string> {
  const r = await asked('card', '身份证读卡器', '请核对证件原件后录入号码')
  if (r.status === 204) throw problem('读卡器上没有身份证。', '请把身份证放在读卡器上再读。')
  const said = (await r.json().catch(() => undefined)) as { idNo?: unknown } | undefined
  const no = typeof said?.idNo === 'string' ? said.idNo.toUpperCase() : ''
  if (!/^\d{17}[\dX]$/.test(no)) throw garbled('读卡器')
  return no
}

/** picture is what a device answers with when it answers with a picture; undefined when there is none to give. */
async function picture(device: string, name: string, by: string, called: string): Promise<File | undefined> {
  const r = await asked(device, name, by)
  if (r.status === 204) return undefined
  const blob = await r.blob().catch(() => undefined)
  if (!blob?.size || !['image/jpeg', 'image/png'].includes(blob.type)) throw garbled(name)
  return new File([blob], `${called}.${blob.type === 'image/png' ? 'png' : 'jpg'}`, { type: blob.type })
}

/** shoot is a picture of what lies under the document camera. */
export async function shoot(): Promise<File> {
  const file = await picture('camera', '高拍仪', '请扫描后上传', '高拍')
  if (!file) throw garbled('高拍仪')
  return file
}

/** sign is what the applicant has written on the pad, as a picture of the strokes. */
export async function sign(): Promise<File> {
  const file = await picture('pad', '签字板', '请申请人在纸上签字后扫描上传', '签字')
  if (!file) throw problem('申请人没有签字。', '请申请人在签字板上签字并确认。')
  return file
}

/** print has the printer on the counter print a paper. */
export async function print(paper: Blob): Promise<void> {
  const r = await asked('printer', '打印机', '请点“打印”，在浏览器中打印', 'POST', paper)
  const said = (await r.json().catch(() => undefined)) as { printed?: unknown } | undefined
  if (said?.printed !== true) throw garbled('打印机')
}

/** announce has a number called out in the hall. */
export async function announce(number: string, window: number): Promise<void> {
  const r = await asked(`caller?${new URLSearchParams({ number, window: String(window) })}`, '叫号器', '请口头叫号，叫号屏上已经显示', 'POST')
  const said = (await r.json().catch(() => undefined)) as { called?: unknown } | undefined
  if (said?.called !== true) throw garbled('叫号器')
}

/** pressed is the rating that the applicant has pressed, 1 to 5. */
export async function pressed(): Promise<number> {
  const r = await asked('rating', '评价器', '请申请人口头评价，选择后提交', 'POST')
  const said = (await r.json().catch(() => undefined)) as { stars?: unknown } | undefined
  const stars = said?.stars
  if (typeof stars !== 'number' || !Number.isInteger(stars) || stars < 1 || stars > 5) throw garbled('评价器')
  return stars
}
