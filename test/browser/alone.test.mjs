// The tables alone: no centre behind the pages, several papers at once, and a paper saved in another format.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { go, missing, root, tables, unbarred, watched } from './place.mjs'

const seed = join(root, 'internal/evaluation/testdata/zhongwei-2024-self-evaluation.txt')

// A form of a place, with a column and a row that the ministry's has not.
const local = [['项目支出绩效自评表'], ['（2024年度）'], ['项目名称', '培训'], ['项目负责人', '张三'], ['主管部门', '局', '实施单位', '中心'],
  ['项目资金', '', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'], ['', '年度资金总额', '5', '5', '5', '10', '100%', '10'],
  ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '评分标准', '分值', '得分'],
  ['产出指标', '数量指标', '培训次数', '≥2次', '3次', '达标满分', '90', '90'], ['总分', '', '', '', '', '', '100', '100']].map((r) => r.join('\t')).join('\n')

describe('the tables alone', { skip: missing('sqlite') || false }, () => {
  let place, papers
  before(async () => {
    place = await tables()
    papers = mkdtempSync(join(tmpdir(), 'guangsha-papers-'))
    writeFileSync(join(papers, '去年.txt'), readFileSync(seed))
    writeFileSync(join(papers, '副本.txt'), readFileSync(seed))
    writeFileSync(join(papers, '日记.txt'), '今天下雨')
    writeFileSync(join(papers, '地方.txt'), local)
  }, { timeout: 60_000 })
  after(async () => {
    await place?.close()
    rmSync(papers, { recursive: true, force: true })
  })

  for (const width of [1440, 390]) {
    test(`papers are checked together at ${width}`, { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place, width)
      await go(page, `${place.at}/tables`)
      await page.getByRole('heading', { name: '查自评表' }).waitFor()
      assert.equal(new URL(page.url()).pathname, '/check', 'a page of a centre is shown')
      const names = ['去年.txt', '副本.txt', '日记.txt'].map((n) => join(papers, n))
      await page.getByLabel('自评表文件', { exact: true }).setInputFiles(names)
      await page.getByText('3 个文件，读出 3 张表，1 个文件不能读取').waitFor()
      await page.getByText('3 张表与前面的文件中的相同').waitFor()
      await page.getByText('在“日记.txt”中没有找到').waitFor()
      assert.ok((await page.getByRole('heading', { name: '涉及几张表的疑点' }).count()) === 1)
      await page.getByRole('button', { name: '公积金管理业务费用项目', exact: true }).click()
      await page.getByRole('heading', { name: '公积金管理业务费用项目' }).waitFor()
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth > 1), false, 'wider than the window')
      await unbarred(page)
      assert.deepEqual(wrong, [])
      await close()
    })
  }

  test('of papers that were read together, each doubt and each finding says of which it is', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const table = readFileSync(seed, 'utf8')
    writeFileSync(join(papers, '前年.txt'), table.replaceAll('2024', '2023').replace('5次\t5次\t4\t4', '5次\t5次\t4\t好'))
    await go(page, `${place.at}/check`)
    await page.getByLabel('自评表文件', { exact: true }).setInputFiles(['去年.txt', '前年.txt'].map((n) => join(papers, n)))
    await page.getByText('2 个文件，读出 6 张表').waitFor()
    const uncertain = page.locator('section').filter({ has: page.getByRole('heading', { name: '读入时的存疑之处' }) })
    const of = (name) => uncertain.locator('details').filter({ hasText: name }).textContent()
    assert.match(await of('前年.txt'), /（10 处）.*存疑：文件第 18 行，第2行的得分不是数字（好）/s)
    assert.doesNotMatch(await of('去年.txt'), /文件第 18 行/)
    const cards = await page.locator('.findings li').allInnerTexts()
    assert.ok(cards.filter((c) => c.includes('H03')).length > 1, 'each year says the same words')
    assert.equal(new Set(cards).size, cards.length, 'two cards say the same')
    // A table that is opened is what one sees.
    const open = page.getByRole('button', { name: '公积金信息化服务外包项目', exact: true })
    for (const n of [1, 0]) {
      await open.nth(n).click()
      const heading = page.getByRole('heading', { name: '公积金信息化服务外包项目' })
      await heading.waitFor()
      await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
      const { y } = await heading.boundingBox()
      assert.ok(y >= 0 && y < 200, `its heading is at ${y}`)
      await page.evaluate(() => scrollTo(0, 0))
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  test('each file is read by itself, and once: a correction sends what was read, and who waits may stop', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    for (const n of [1, 2, 3, 4]) writeFileSync(join(papers, `第${n}份.txt`), readFileSync(seed, 'utf8').replaceAll('2024', `202${n}`))
    const names = [1, 2, 3, 4].map((n) => join(papers, `第${n}份.txt`))
    let reads = 0
    const sizes = []
    let held = []
    await page.route('**/api/evaluation/read?*', async (route) => {
      reads++
      sizes.push(route.request().postDataBuffer().length)
      if (held) await new Promise((ok) => held.push(ok))
      await route.continue().catch(() => undefined) // one that was stopped
    })
    await go(page, `${place.at}/check`)
    const file = page.getByLabel('自评表文件', { exact: true })
    await file.setInputFiles(names)
    for (const n of [1, 2]) {
      await page.getByText(`读取中 ${n}/4`).waitFor()
      held.pop()()
    }
    await page.getByText('读取中 3/4').waitFor()
    await unbarred(page, 'while files are read')
    await page.getByRole('button', { name: '取消' }).click()
    await page.getByText('4 个文件，读出 6 张表，2 个已取消').waitFor()
    assert.equal(await page.getByText('已取消，没有读取').count(), 2)
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '读表的结果', 'the focus is lost')
    assert.equal(reads, 3)
    assert.deepEqual(new Set(sizes).size, 1, 'a question has more than one file')
    // What was read is not read again, nor sent again when a cell of it is corrected.
    held.forEach((ok) => ok())
    held = undefined
    await page.getByRole('button', { name: '公积金管理业务费用项目', exact: true }).first().click()
    await page.getByLabel('更正读错的格子、说明疑点').check()
    const [asked] = await Promise.all([page.waitForRequest((r) => r.url().endsWith('/check-files')), page.getByLabel('第2行，实际完成值').fill('4次')])
    await page.getByText('第2行的实际完成值，原读作“5次”，更正为“4次”').waitFor()
    const body = asked.postDataBuffer()?.toString() ?? ''
    assert.ok(!body.includes('\t'), 'the file goes along')
    assert.equal(reads, 3)
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '文本', exact: true }).click()])
    assert.match(readFileSync(await saved.path(), 'utf8'), /\t4次\t/, 'the form has not the corrected cell')
    assert.equal(reads, 3)
    // What fails on the way is read when one asks again, and only that.
    await page.route('**/api/evaluation/read?*', (route) => (route.request().url().includes(encodeURIComponent('第3份')) ? route.abort() : route.fallback()))
    await file.setInputFiles(names)
    await page.getByText('连接不上服务程序').waitFor()
    await page.unroute('**/api/evaluation/read?*')
    reads = 0
    page.on('request', (r) => (reads += r.url().includes('/api/evaluation/read')))
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('4 个文件，读出 12 张表').waitFor()
    assert.equal(reads, 2, 'what was read is read again')
    assert.deepEqual(wrong.filter((w) => !/ERR_FAILED/.test(w)), [])
    await close()
  })

  test('what could be read is saved, whatever lies beside it', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/check`)
    const file = page.getByLabel('自评表文件', { exact: true })
    await file.setInputFiles(['日记.txt', '去年.txt'].map((n) => join(papers, n)))
    await page.getByText('2 个文件，读出 3 张表，1 个文件不能读取').waitFor()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'docx' }).click()])
    assert.equal(saved.suggestedFilename(), '去年.docx')
    writeFileSync(join(papers, '周记.txt'), '今天不下雨')
    await file.setInputFiles(['日记.txt', '周记.txt'].map((n) => join(papers, n)))
    await page.getByText('2 个文件，读出 0 张表，2 个文件不能读取').waitFor()
    assert.equal(await page.getByText('按规定表样另存为').count(), 0, 'nothing is there to be saved')
    assert.equal(await page.getByLabel('更正读错的格子、说明疑点').count(), 0)
    await go(page, `${place.at}/published`)
    await page.getByRole('heading', { name: '公开的自评表' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/published', 'an address that was typed leads elsewhere')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a paper is saved as another format', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/check`)
    await page.getByLabel('自评表文件', { exact: true }).setInputFiles(join(papers, '去年.txt'))
    await page.getByRole('heading', { name: '去年.txt' }).waitFor()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'docx' }).click()])
    assert.equal(saved.suggestedFilename(), '去年.docx')
    assert.equal(readFileSync(await saved.path()).subarray(0, 2).toString(), 'PK')
    await page.getByRole('link', { name: '公开的表' }).click()
    await page.getByRole('heading', { name: '公开的自评表' }).waitFor()
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a cell is corrected, a finding explained, and the working paper brings it back', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/check`)
    const file = page.getByLabel('自评表文件', { exact: true })
    await file.setInputFiles(join(papers, '去年.txt'))
    await page.getByRole('heading', { name: '去年.txt' }).waitFor()
    await page.getByLabel('更正读错的格子、说明疑点').check()
    await page.getByLabel('说明人').fill('某甲')
    const first = page.locator('section').filter({ has: page.getByRole('heading', { name: '公积金管理业务费用项目' }) })
    const before = await first.locator('p.muted').first().innerText()
    await first.getByLabel('第2行，实际完成值').fill('4次')
    await page.waitForFunction((b) => [...document.querySelectorAll('section p.muted')].every((p) => p.innerText !== b), before)
    await first.locator('summary', { hasText: '说明后保留' }).last().click()
    await first.getByLabel('为什么保留（写明事实、原因和依据）').last().fill('批复时即无此项，待财政局文号')
    await first.getByRole('button', { name: '保留', exact: true }).last().click()
    await page.getByText('说明后保留 1 条疑点').waitFor()
    await page.getByText('第2行的实际完成值，原读作“5次”，更正为“4次”').waitFor()
    const [form] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '文本', exact: true }).click()])
    assert.match(readFileSync(await form.path(), 'utf8'), /\t4次\t/, 'the form has not the corrected cell')
    for (const kind of ['xlsx', 'docx']) {
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `工作底稿存为 ${kind}` }).click()])
      assert.equal(saved.suggestedFilename(), `去年-工作底稿.${kind}`)
      await saved.saveAs(join(papers, saved.suggestedFilename()))
    }
    for (const handed of [['去年.txt', '去年-工作底稿.xlsx'], ['去年-工作底稿.docx']]) {
      await page.reload()
      await file.setInputFiles(handed.map((n) => join(papers, n)))
      await page.getByText('由人更正 1 格。说明后保留 1 条疑点').waitFor()
      await page.getByText('第2行的实际完成值，原读作“5次”，更正为“4次”').waitFor()
    }
    await page.getByLabel('更正读错的格子、说明疑点').check()
    await page.getByRole('button', { name: '第2行的实际完成值，恢复原文' }).click()
    await page.getByText('原读作“5次”').waitFor({ state: 'detached' })
    // Any cell of a paper may have been misread: its head, its money, its goal, and the labels beside the rows.
    for (const [label, where] of [['主管部门', '主管部门，原读作'], [/年度资金总额.*，年初预算数/, '年初预算数，原读作'],
      ['年度总体目标，预期目标', '预期目标，原读作'], ['第2行，年度指标值', '第2行的年度指标值，原读作'], ['总分，得分', '总分，原读作']]) {
      await first.getByLabel(label, { exact: typeof label === 'string' }).fill('77')
      await page.getByText(where).first().waitFor()
    }
    // A row that is none goes, one that was missed comes, and what nothing can be made of is said at its cell.
    await first.getByRole('button', { name: '第3行不是表中的行，去掉' }).click()
    await page.getByText('去掉：第3行，原读作').waitFor()
    await first.getByLabel('第3行，三级指标').waitFor({ state: 'detached' })
    await first.getByRole('button', { name: '在第1行之后补一行' }).click()
    await page.getByText('在第1行之后').waitFor()
    const added = first.getByRole('textbox', { name: /三级指标/ }).nth(1)
    const no = /第(\d+)行/.exec(await added.getAttribute('aria-label'))[1]
    await added.fill('补读的培训次数')
    await page.getByText(`第${no}行的三级指标，原读作“（空）”，更正为“补读的培训次数”`).waitFor()
    await first.getByLabel(`第${no}行，分值`).fill('十分')
    await first.locator('td').getByText('不是分数，没有计入').waitFor()
    assert.equal(await first.getByLabel(`第${no}行，分值`).inputValue(), '十分')
    const [whole] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '工作底稿存为 xlsx' }).click()])
    await whole.saveAs(join(papers, '整行-工作底稿.xlsx'))
    await page.reload()
    await file.setInputFiles(join(papers, '整行-工作底稿.xlsx'))
    await page.getByText('去掉：第3行，原读作').waitFor()
    await page.getByText('补读的培训次数').first().waitFor()
    // So is a cell under a column that the ministry's form has not, and one of a row that it has not.
    await page.reload()
    await file.setInputFiles(join(papers, '地方.txt'))
    await page.getByLabel('更正读错的格子、说明疑点').check()
    await page.getByLabel('第1行，评分标准').fill('按比例')
    await page.getByText('第1行的其他栏1 评分标准，原读作“达标满分”，更正为“按比例”').waitFor()
    await page.getByLabel('附加行1第2格').fill('李四')
    await page.getByText('附加行1第2格，原读作“张三”，更正为“李四”').waitFor()
    assert.deepEqual(wrong, [])
    await close()
  })
})
