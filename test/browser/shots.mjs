// Pictures of the pages that were looked at once, with the places of their large parts, and a comparison that sees a broken
// layout and not another font: another font moves columns and lines a little, and changes up to 8 % of a picture's cells.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, settled } from './place.mjs'

const folder = join(root, 'test/browser/shots')
const update = Boolean(process.env.UPDATE_SHOTS)

const limit = 0.09 // share of a picture's cells that may look different
const slack = { across: 40, down: 60 } // pixels by which a large part may have moved or grown

/** parts are the places of a page's large parts that are in sight: left, top, width. */
const parts = (page) =>
  page.evaluate(() => {
    const found = {}
    for (const what of ['.top', 'nav', 'main', 'h1', 'main .bar', '.card', '.sheet', '.sheet table', '.panel', '.facts', '.dropzone']) {
      const box = [...document.querySelectorAll(what)].find((el) => el.checkVisibility())?.getBoundingClientRect()
      const table = what === '.sheet table' ? document.querySelector(what)?.rows : undefined
      // A heading is as wide as its text.
      if (box && box.top < innerHeight) found[what] = [box.left, box.top, what === 'h1' ? 0 : box.width].map(Math.round)
      if (table?.length > 3) found['a row'] = [0, 0, 0, Math.round(table[3].getBoundingClientRect().height)]
    }
    return found
  })

/** moved names the parts that are not where they were, or gone, or new. */
function moved(then, now) {
  return [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((what) => {
    const [a, b] = [then[what], now[what]]
    if (!a || !b) return true
    return Math.abs(a[0] - b[0]) > slack.across || Math.abs(a[1] - b[1]) > slack.down || Math.abs(a[2] - b[2]) > slack.across
      || Math.abs((a[3] ?? 0) - (b[3] ?? 0)) > slack.down
  })
}

/** look is what a page looks like: its picture and the places of its parts. */
export const look = async (page) => ({ picture: await shoot(page), parts: await parts(page) })

/** different says in what a page does not look as it did, or nothing. */
export async function different(browser, then, now) {
  const share = await apart(browser, then.picture, now.picture)
  const off = moved(then.parts, now.parts)
  return [share >= limit && `${(share * 100).toFixed(1)} % of its picture`, ...off].filter(Boolean).join(', ')
}

const half = 0.5 // of the size of a page are its pictures: enough to see how it looks, and a quarter of the bytes

/** shoot is a picture of what is in sight. */
async function shoot(page) {
  const { width, height } = page.viewportSize()
  const [x, y] = await page.evaluate(() => [scrollX, scrollY])
  const camera = await page.context().newCDPSession(page)
  const { data } = await camera.send('Page.captureScreenshot', { format: 'jpeg', quality: 25, clip: { x, y, width, height, scale: half } })
  await camera.detach()
  return Buffer.from(data, 'base64')
}

/** printed are pictures of the sheets of a printed paper. */
export function printed(pdf) {
  const dir = mkdtempSync(join(tmpdir(), 'guangsha-paper-'))
  try {
    execFileSync('pdftoppm', ['-r', '48', '-jpeg', '-jpegopt', 'quality=45', '-', join(dir, 'sheet')], { input: pdf })
    return readdirSync(dir).sort().map((name) => readFileSync(join(dir, name)))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** alike fails when a page of a name does not look as it did when it was last looked at. */
export async function alike(browser, name, now) {
  const then = reference(name, now)
  assert.ok(then, `there is no picture of ${name}: UPDATE_SHOTS=1 makes one`)
  assert.equal(await different(browser, then, now), '', `${name} looks different; if it should, UPDATE_SHOTS=1`)
}

export const widths = [390, 1024, 1440]

/** alikeAtEvery is alike at every width, for a page that only some people see, from the top or from something on it. */
export async function alikeAtEvery(browser, page, name, from = undefined) {
  const before = page.viewportSize()
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await from?.evaluate((el) => el.scrollIntoView())
    await settled(page)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth > 1), false, `${name} is wider than ${width}`)
    await alike(browser, `${name}-${width}`, await look(page))
  }
  await page.setViewportSize(before)
}

/** pictured are the names of the pages that have a picture at every width. */
export function pictured() {
  const all = Object.keys(JSON.parse(readFileSync(join(folder, 'parts.json'), 'utf8')))
  return [...new Set(all.map((name) => name.replace(/-\d+$/, '')))].filter((name) => widths.every((w) => all.includes(`${name}-${w}`)))
}

const tables = new WeakMap() // of a browser, the page on which pictures are compared

/** apart is the share of cells, sixteen pixels of a page wide and high, whose brightness is not the same in two pictures. */
async function apart(browser, one, other) {
  if (!tables.has(browser)) tables.set(browser, browser.newPage())
  const page = await tables.get(browser)
  const share = await page.evaluate(async (pictures) => {
    const cell = 8
    const grid = async (base64) => {
      const picture = new Image()
      picture.src = `data:image/jpeg;base64,${base64}`
      await picture.decode()
      const canvas = new OffscreenCanvas(picture.width, picture.height)
      const context = canvas.getContext('2d', { willReadFrequently: true })
      context.drawImage(picture, 0, 0)
      const { data } = context.getImageData(0, 0, picture.width, picture.height)
      const wide = Math.ceil(picture.width / cell)
      const sums = Array.from({ length: wide * Math.ceil(picture.height / cell) }, () => [0, 0])
      for (let i = 0; i < data.length; i += 4) {
        const x = (i / 4) % picture.width
        const sum = sums[Math.floor((i / 4 - x) / picture.width / cell) * wide + Math.floor(x / cell)]
        sum[0] += 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]
        sum[1]++
      }
      return sums.map(([sum, n]) => sum / n)
    }
    const [a, b] = await Promise.all(pictures.map(grid))
    if (a.length !== b.length) return 1
    return a.filter((light, i) => Math.abs(light - b[i]) > 18).length / a.length
  }, [one.toString('base64'), other.toString('base64')])
  return share
}

/** reference is what a page of a name looked like; UPDATE_SHOTS=1 puts how it looks now in its place. */
export function reference(name, now = undefined) {
  const path = join(folder, `${name}.jpg`)
  const places = join(folder, 'parts.json')
  const all = existsSync(places) ? JSON.parse(readFileSync(places, 'utf8')) : {}
  if (update && now) {
    writeFileSync(path, now.picture)
    all[name] = now.parts
    const lines = Object.keys(all).sort().map((key) => `${JSON.stringify(key)}: ${JSON.stringify(all[key])}`)
    writeFileSync(places, `{\n${lines.join(',\n')}\n}\n`)
  }
  return existsSync(path) && all[name] ? { picture: readFileSync(path), parts: all[name] } : undefined
}
