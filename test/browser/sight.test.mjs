// What an eye and a hand meet: nothing that has the focus is cut or covered, nothing shines through, a date stands whole,
// what comes of a file comes into view, and what is typed is understood.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { go, missing, open, root, settled, watched } from './place.mjs'

const seed = readFileSync(join(root, 'internal/evaluation/testdata/zhongwei-2024-self-evaluation.txt'), 'utf8')

describe('what is seen', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => {
    place = await open('sqlite')
  }, { timeout: 180_000 })
  after(() => place?.close())

  test('what takes the focus in a table is seen whole beside the name of its row', async () => {
    const { page, close } = await watched(place, 390)
    for (const path of ['/loans', '/members', '/withdrawals', '/late', '/tables/1', '/year', '/vouchers']) {
      await go(page, place.at + path)
      await page.locator('main tbody tr').first().waitFor()
      const covered = await page.evaluate(async () => {
        const found = []
        for (const el of document.querySelectorAll('main table :is(a[href], button)')) {
          if (!el.checkVisibility()) continue
          el.focus()
          await new Promise(requestAnimationFrame)
          const { left, right, top, height } = el.getBoundingClientRect()
          const over = [left + 1, right - 1].map((x) => document.elementFromPoint(x, top + height / 2)).find((at) => !at || !(el.contains(at) || at.contains(el)))
          if (over !== undefined) found.push(`${el.textContent} under ${over?.textContent ?? 'the edge'}`)
        }
        return found
      })
      assert.deepEqual(covered, [], path)
    }
    await close()
  })

  test('the focus of a button of a drawer is drawn on all four sides', async () => {
    for (const width of [390, 1440]) {
      const { page, close } = await watched(place, width)
      await go(page, `${place.at}/tables/1`)
      await page.locator('td.ours button.link').first().click()
      await page.getByRole('dialog').locator('tbody tr').first().waitFor()
      await settled(page)
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate(() => document.activeElement.textContent), '关闭')
      assert.deepEqual(await page.evaluate(() => {
        const { outlineWidth, outlineOffset } = getComputedStyle(document.activeElement)
        const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset)
        const at = document.activeElement.getBoundingClientRect()
        const cut = []
        for (let el = document.activeElement.parentElement; el; el = el.parentElement) {
          if (getComputedStyle(el).overflow === 'visible') continue
          const edge = el.getBoundingClientRect()
          if (at.top - ring < edge.top || at.bottom + ring > edge.bottom || at.left - ring < edge.left || at.right + ring > edge.right) cut.push(el.className)
        }
        return cut
      }), [], `at ${width}`)
      await close()
    }
  })

  test('nothing shines through the name of a row while its frame scrolls, and its head stays above it', async () => {
    const { page, close } = await watched(place, 390)
    await go(page, `${place.at}/tables/1`)
    const frame = page.getByRole('group', { name: '绩效指标' })
    await frame.evaluate((el) => (el.scrollLeft = 400, el.scrollIntoView()))
    const name = frame.locator("tbody th[scope='row']").first()
    const clip = await name.boundingBox()
    const before = await page.screenshot({ clip })
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.form tbody td, .form tbody td * { color: transparent !important; text-decoration: none !important }')
      document.adoptedStyleSheets = [sheet]
    })
    assert.ok(before.equals(await page.screenshot({ clip })), 'texts of other columns are seen beneath the name')
    const head = await frame.getByRole('columnheader', { name: '三级指标' }).boundingBox()
    assert.equal(head.x, clip.x, 'the head of the names scrolls away from them')
    await close()
  })

  test('what is made for a narrow window is not for paper', async () => {
    const { page, close } = await watched(place, 390)
    for (const path of ['/tables/1', '/tables', '/loans', '/year', '/check', '/projects/1', '/counter']) {
      await go(page, place.at + path)
      await page.emulateMedia({ media: 'print' })
      const narrow = await page.evaluate(() => {
        const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        return rules.filter((r) => r instanceof CSSMediaRule && r.conditionText.includes('max-width') && matchMedia(r.conditionText).matches).map((r) => r.conditionText)
      })
      assert.deepEqual(narrow, [], path)
      await page.emulateMedia({ media: null })
    }
    await go(page, `${place.at}/tables/1`)
    const paper = execFileSync('pdftotext', ['-layout', '-', '-'], { input: await page.pdf({ format: 'A4' }), encoding: 'utf8' })
    assert.match(paper, /聘用人员工资按日发放率（每月25日/, 'the third level is narrow on a paper that stands upright')
    await close()
  })

  test('what comes of a second file comes into view and takes the focus, and a file too large offers another', async () => {
    for (const width of [390, 1440]) {
      const { page, wrong, close } = await watched(place, width)
      await go(page, `${place.at}/check`)
      for (const file of ['一.txt', '二.txt']) {
        await drop(page, file, seed)
        await page.getByRole('heading', { name: file }).waitFor()
        await page.locator('main table').first().waitFor()
        await settled(page)
        const { y } = await page.getByRole('heading', { name: file }).boundingBox()
        assert.ok(y >= 0 && y < 500, `${file} is at ${y} of a window of ${width}`)
        assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '读表的结果')
        assert.match(await page.locator('.result > p[role=status]').first().innerText(), /^读出 3 张表，疑点 \d+ 条$/)
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      }
      await drop(page, '大.txt', 'A'.repeat(6 << 20))
      const another = page.locator('.state.problem').getByRole('button', { name: '换一个文件' })
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), another.click()])
      await chooser.setFiles({ name: '三.txt', mimeType: 'text/plain', buffer: Buffer.from(seed) })
      await page.getByRole('heading', { name: '三.txt' }).waitFor()
      await page.locator('main table').first().waitFor()
      assert.deepEqual(wrong, [])
      await close()
    }
  })

  test('a word without an end in a first or second level widens no form', async () => {
    const { page, close } = await watched(place)
    await go(page, `${place.at}/check`)
    await drop(page, '长.txt', seed.replace('产出\n指标', 'A'.repeat(300)).replaceAll('数量指标', 'B'.repeat(300)).replaceAll('产出 指标', 'A'.repeat(300)))
    await page.locator('main table').first().waitFor()
    assert.match(await page.locator('main').innerText(), /B{300}/)
    const beyond = await page.evaluate(() => [...document.querySelectorAll('.form .scroll')].map((el) => el.scrollWidth - el.clientWidth))
    assert.ok(beyond.every((n) => n <= 1), `${beyond}`)
    await close()
  })

  test('the place to drop files has the same room on all sides, and the hint covers the window', async () => {
    for (const width of [390, 1440]) {
      const { page, close } = await watched(place, width)
      await go(page, `${place.at}/check`)
      const room = () => page.locator('.dropzone').evaluate((el) => {
        const edge = el.getBoundingClientRect()
        const parts = [...el.children].map((c) => c.getBoundingClientRect()).filter((r) => r.height)
        return [Math.min(...parts.map((r) => r.top)) - edge.top, edge.bottom - Math.max(...parts.map((r) => r.bottom))]
      })
      for (const shrunk of [false, true]) {
        if (shrunk) await drop(page, '一.txt', seed)
        if (shrunk) await page.locator('.dropzone.done').waitFor()
        const [above, below] = await room()
        assert.ok(Math.abs(above - below) < 1, `${above} above, ${below} below, at ${width}`)
      }
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['x'], 'x.txt'))
        dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
      })
      assert.deepEqual(await page.locator('.dragged').boundingBox(), { x: 0, y: 0, width, height: 900 })
      await close()
    }
  })

  test('a date stands whole, at any width, and among facts with letters twice as large', async () => {
    const { page, close } = await watched(place, 390)
    const loan = (await (await fetch(`${place.at}/api/loans?sort=-disbursed&limit=1`)).json()).items[0]
    for (const path of ['/measures/fund.surplus.amount', `/loans/${encodeURIComponent(loan.ref)}`, '/tables/1']) {
      await go(page, place.at + path)
      if (path === '/tables/1') await page.locator('td.ours button.link').first().click()
      await page.locator('.facts').first().waitFor()
      for (const size of ['15px', '20px', '30px']) {
        const broken = await page.evaluate((size) => {
          document.documentElement.style.fontSize = size
          const broken = []
          for (const dd of document.querySelectorAll('.facts dd')) {
            const walk = document.createTreeWalker(dd, NodeFilter.SHOW_TEXT)
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
              for (const date of node.data.matchAll(/\d{4}-\d\d(-\d\d)?/g)) {
                const at = document.createRange()
                at.setStart(node, date.index)
                at.setEnd(node, date.index + date[0].length)
                if (new Set([...at.getClientRects()].map((r) => Math.round(r.top))).size > 1) broken.push(date[0])
              }
            }
            if (dd.scrollWidth > dd.clientWidth + 1) broken.push(`beyond the edge: ${dd.innerText}`)
          }
          return broken
        }, size)
        assert.deepEqual(broken, [], `${path} at ${size}`)
      }
    }
    const no = (await (await fetch(`${place.at}/api/members`)).json()).items[0].no
    for (const path of ['/vouchers', '/measures/fund.surplus.amount', `/members/${no}`, '/surveys', '/withdrawals', '/days']) {
      for (const width of [390, 1024]) {
        await page.setViewportSize({ width, height: 900 })
        await go(page, place.at + path)
        assert.deepEqual(await page.evaluate(() => {
          const broken = []
          const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            for (const date of node.data.matchAll(/\d{4}-\d\d(-\d\d)?/g)) {
              const at = document.createRange()
              at.setStart(node, date.index)
              at.setEnd(node, date.index + date[0].length)
              if (new Set([...at.getClientRects()].map((r) => Math.round(r.top))).size > 1) broken.push(date[0])
            }
          }
          return broken
        }), [], `${path} at ${width}`)
      }
    }
    await close()
  })

  test('digits as wide as characters are digits where numbers, dates and searches are typed', async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/vouchers`)
    await page.getByLabel('月份').pressSequentially('２０２４－０６')
    assert.equal(await page.getByLabel('月份').inputValue(), '2024-06')
    await page.getByRole('button', { name: '查询' }).click()
    await page.waitForURL(/month=2024-06/)
    await page.locator('main tbody tr').first().waitFor()
    await go(page, `${place.at}/trial-balance`)
    const day = page.locator('.el-date-editor input')
    await day.fill('２０２４-０６-３０')
    await day.press('Enter')
    await page.waitForURL(/day=2024-06-30/)
    await go(page, `${place.at}/loans`)
    const contract = page.getByLabel('借款合同')
    await contract.fill('示例借〔２０２４〕')
    await contract.evaluate((el) => el.setSelectionRange(4, 4))
    await page.keyboard.insertText('９')
    assert.equal(await contract.inputValue(), '示例借〔92024〕')
    assert.equal(await contract.evaluate((el) => el.selectionStart), 5, 'the caret stays')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a voucher says in words what it was for and whose money moved; what machines know it by is folded and copied', async () => {
    const { page, wrong, close } = await watched(place)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const seen = new Set()
    const { items } = await (await fetch(`${place.at}/api/vouchers?year=2024&limit=200&sort=-day`)).json()
    for (const v of items) {
      if (seen.has(v.kindName)) continue
      seen.add(v.kindName)
      await go(page, `${place.at}/vouchers/${encodeURIComponent(v.ref)}`)
      const said = await page.locator('main').innerText()
      assert.doesNotMatch(said, /sim[:/]|close\/|跟踪号：|请求键/, v.kindName)
      for (const holder of await page.getByRole('region', { name: '户明细' }).locator('td:nth-child(2)').allInnerTexts()) assert.match(holder, /[一-鿿]/, `${v.kindName}: ${holder}`)
    }
    assert.ok(seen.size > 8, [...seen].join())
    await page.getByText('请求号、跟踪号和摘要').click()
    const key = await page.locator('.keys dd .num').first().innerText()
    await page.getByRole('button', { name: '复制请求号' }).click()
    await page.getByText('已复制').waitFor()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), key)
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a number of somebody never comes to stand in an address, and is refused in words', async () => {
    const { page, wrong, close } = await watched(place)
    const asked = []
    page.on('request', (r) => asked.push(decodeURIComponent(r.url())))
    for (const path of ['/employers', '/loans']) {
      await go(page, place.at + path)
      for (const typed of ['649901199001010010', '15400000001', '9000000000000000001']) {
        await page.locator('[data-search]').fill(typed)
        await page.getByRole('button', { name: '查询' }).click()
        await page.getByText('网址会留在浏览记录和日志里').waitFor()
        assert.ok(!page.url().includes(typed), page.url())
        assert.deepEqual(asked.filter((url) => url.includes(typed)), [])
      }
      await page.locator('[data-search]').fill('示')
      await page.getByRole('button', { name: '查询' }).click()
      await page.locator('main tbody tr').first().waitFor()
      assert.match(decodeURIComponent(page.url()), /=示$/)
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  test('with high contrast the names of a chart keep their marks, and only the entry of the page is marked', async () => {
    const { page, close } = await watched(place)
    await page.emulateMedia({ forcedColors: 'active' })
    await go(page, `${place.at}/year`)
    await settled(page)
    const marks = await page.locator('.legend').first().locator('li > span').evaluateAll((all) => all.map((el) => getComputedStyle(el).backgroundColor))
    assert.equal(new Set(marks).size, marks.length, marks.join())
    const drawn = await page.locator('.chart').first().evaluate((el) => [getComputedStyle(el).forcedColorAdjust, getComputedStyle(el.querySelector('text')).forcedColorAdjust])
    assert.deepEqual(drawn, ['none', 'none'])
    const paid = page.locator('.bars span').first()
    assert.notEqual(await paid.evaluate((el) => getComputedStyle(el).backgroundColor), await page.locator('.bars').first().evaluate((el) => getComputedStyle(el).backgroundColor))
    const edges = await page.locator('nav a').evaluateAll((all) => all.map((a) => [a.classList.contains('here'), getComputedStyle(a).borderLeftColor === getComputedStyle(a.closest('nav')).backgroundColor]))
    assert.deepEqual(edges.filter(([here, unseen]) => here === unseen), [])
    assert.equal(edges.filter(([here]) => here).length, 1)
    const large = page.getByRole('button', { name: '大字' })
    const off = await large.evaluate((el) => getComputedStyle(el).backgroundColor)
    await large.click()
    assert.notEqual(await large.evaluate((el) => getComputedStyle(el).backgroundColor), off, 'what is pressed looks so')
    await close()
  })

  test('beside each other stand only indicators that are named alike', async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/tables?beside=1`)
    const both = page.getByRole('region', { name: '公积金管理业务费用项目，与公开的表并列' })
    await both.waitFor()
    const lines = await both.locator('tbody tr').evaluateAll((all) => all.map((tr) => {
      const said = (el) => el?.innerText.replace(/\s/g, '') ?? ''
      return [said(tr.querySelector('td.text:not(.theirs)')), said(tr.querySelector('td.text.theirs'))]
    }))
    const beside = (ours) => lines.filter(([a]) => a === ours).map(([, b]) => b)
    assert.deepEqual(beside('培训人员覆盖率'), ['指标2:培训人员覆盖率,参与率'])
    assert.deepEqual(beside('培训参与率'), [''])
    assert.deepEqual(beside('水电暖物业费缴纳率'), ['指标3:按月缴纳水、电、物业等费用'])
    assert.deepEqual(beside('职工对办公保障的满意度'), [''])
    const { rows } = await (await fetch(`${place.at}/api/evaluation/2024/tables/1`)).json()
    const published = (await (await fetch(`${place.at}/api/evaluation/published`)).json()).tables.find((t) => t.summary.project === '公积金管理业务费用项目')
    assert.equal(lines.filter(([a]) => a).length, rows.length, 'each of ours once')
    assert.equal(lines.filter(([, b]) => b).length, published.rows.length, 'and each of theirs')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a year without tables is told calmly, and no sentence counts nothing', async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/tables?year=2023`)
    await page.getByText('2023年度没有登记批复的绩效目标').waitFor()
    assert.equal(await page.locator('.state.problem').count(), 0)
    assert.equal(await page.getByRole('link', { name: /^导出/ }).count(), 0)
    await page.locator('.state').getByRole('link', { name: '查一份已有的表' }).click()
    await page.getByRole('heading', { name: '查自评表' }).waitFor()
    await go(page, `${place.at}/tables/1?year=2023`)
    assert.match(await page.locator('.state.problem').innerText(), /没有登记2023年度的绩效目标。\s+请换一个年度/)
    for (const id of [1, 2, 3]) {
      await go(page, `${place.at}/tables/${id}`)
      assert.doesNotMatch(await page.locator('.head').innerText(), /(?<![\d.])0 [分行]/)
    }
    assert.deepEqual(wrong, [])
    await close()
  })
})

/** drop lets a file fall on the window, as a hand would. */
async function drop(page, name, content) {
  const data = await page.evaluateHandle(([name, content]) => {
    const held = new DataTransfer()
    held.items.add(new File([content], name))
    return held
  }, [name, content])
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}
