// What an address holds stays in the history of the browser and in the logs of whatever stands in between, so that no
// number of somebody goes into one. The server refuses such an address too.

/** telling says that nothing was asked. */
export const telling = {
  title: '网址会留在浏览记录和日志里，其中不能有公民身份号码、手机号码或银行卡号，没有提交。',
  next: '请改用账号、编号或名称查找；上传的文件请先改名。',
  trace: '',
  code: 'client.telling',
  status: 0,
}

const person = /(?<![0-9A-Za-z])[1-8]\d{5}(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/
const mobile = /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/
const card = /(?<![0-9A-Za-z])(\d{16,17}|\d{19})(?![0-9A-Za-z])/

/** tells reports whether a text has a number of somebody in it. */
export function tells(text: string) {
  const found = card.exec(text)
  return person.test(text) || mobile.test(text) || (found !== null && luhn(found[0]))
}

/** addressTells reports it of an address. */
export function addressTells(address: string) {
  const at = new URL(address, location.origin)
  return [...at.searchParams].some(([name, value]) => name !== 'cursor' && tells(value)) || at.pathname.split('/').some((part) => tells(decodeURIComponent(part)))
}

/** luhn reports whether digits end with their check digit (ISO/IEC 7812-1). */
function luhn(digits: string) {
  const sum = [...digits].reverse().reduce((sum, d, i) => sum + (i % 2 ? (Number(d) * 2 > 9 ? Number(d) * 2 - 9 : Number(d) * 2) : Number(d)), 0)
  return sum % 10 === 0
}
