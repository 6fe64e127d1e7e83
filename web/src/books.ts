// The state of the books, and what an open page does when they change: it reads its figures anew and says so.
import { ref } from 'vue'
import { api } from './client'

/** state names the state of the books; two equal states hold the same rows. */
export const state = ref('')
/** away is true from the first question that the server does not answer to the next that it does. */
export const away = ref(false)
/** news says that what a page shows has changed under the reader's eyes, until it is read or left. */
export const news = ref('')

/** overdue counts the figures in sight that could not be read anew: they are of the books before, and are asked for again. */
export const overdue = ref(0)

const often = 4000 // milliseconds between two questions
/** behind counts answers that were of the books of a moment ago: the page asks again. */
export const behind = ref(0)
/** counting is true until the figures of the books as they are have come. */
export const counting = ref(false)
let timer = 0
let soon = 0
api.use({
  onError: () => void (away.value = true),
  onResponse({ response }) {
    away.value = false
    if (response.headers.get('Guangsha-Books') !== 'old') return
    counting.value = true
    clearTimeout(soon)
    soon = setTimeout(() => {
      counting.value = false
      behind.value++
    }, 700) as unknown as number
  },
})

/** look asks for the state now: whoever opens a figure reads its rows as the books are, and so the figure too. */
export async function look() {
  clearTimeout(timer)
  if (!document.hidden || !state.value) { // a page that opens out of sight reads its figures too
    try {
      const { data } = await api.GET('/api/state')
      if (data) state.value = data.state
    } catch {
      // what asks already says that the server is away
    }
  }
  timer = setTimeout(look, often) as unknown as number
}

/** follow learns the state, and then keeps asking while the page is in sight. */
export async function follow() {
  document.removeEventListener('visibilitychange', look)
  document.addEventListener('visibilitychange', look)
  await look()
}

const unread = '账已更新。本页有个人信息，每读一次都留下查询记录，未自动刷新'

/** held says that the books have changed and the page, which shows people, does not read itself again. */
export function held() {
  news.value = unread
}

/** reread takes back what held said: somebody reads the page again. */
export function reread() {
  if (news.value === unread) news.value = ''
}

/** tell says that figures on the page were replaced. */
export function tell() {
  news.value = `账已更新，本页数字已刷新（${new Date().toLocaleTimeString('zh-CN', { hour12: false })}）`
}
