// Requests come to the counter and go their way in the browser: what is known is filled in, everything that speaks
// against one is named at once, one accepts it and others decide and pay it.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { staff } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

describe('the counter', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first(300)), { timeout: 180_000 })
  after(() => place?.close())

  let clerk, other, approver, cashier, lead
  before(async () => {
    const enter = await staff(place, { 'clk-1': 'clerk', 'clk-2': 'clerk', 'app-1': 'approver', 'csh-1': 'cashier', 'rev-1': 'reviewer' })
    clerk = await enter('clk-1')
    other = await enter('clk-2')
    approver = await enter('app-1')
    cashier = await enter('csh-1')
    lead = await enter('rev-1')
  }, { timeout: 180_000 })

  test('takes a withdrawal in, and another pays it', { timeout: 300_000 }, async () => {
    const person = await someone(clerk.page)
    const before = await balance(clerk.page, person.no)
    const address = await accepted(clerk.page, person)
    const notice = await taken(clerk.page, '受理通知书')
    assert.doesNotMatch(notice, /补打/, 'the first print says that it is a later one')
    assert.match(await taken(clerk.page, '受理通知书'), /补打（第1次）/)
    await corrected(clerk.page)
    assert.equal(await clerk.page.getByRole('button', { name: '审批并付款' }).count(), 0, 'who accepts may pay')
    await clerk.page.getByText('审批并付款：没有').waitFor()
    await paid(approver.page, address)
    assert.equal(before - (await balance(clerk.page, person.no)), 100_00, 'what left the account')
    await rated(clerk.page, address)
    await clerk.page.evaluate(() => scrollTo(0, 0))
    await alikeAtEvery(place.browser, clerk.page, 'case')
    assert.match(await taken(clerk.page, '住房公积金提取回单'), /人民币壹佰元整/)
    await filed(clerk.page)
    await verified(clerk.page, notice)
    assert.deepEqual([...clerk.wrong, ...approver.wrong], [])
  })

  test('takes a loan in, and three people bring it to its money', { timeout: 300_000 }, async () => {
    const person = await someone(clerk.page, 'loan.apply')
    const address = await applied(clerk.page, person)
    const number = address.split('/').at(-1)
    assert.equal(await clerk.page.getByRole('button', { name: '审批', exact: true }).count(), 0, 'who accepts may approve')
    await found(approver.page, number)
    await stepped(approver.page, '审批', {}, '准予贷款30,000.00元')
    await go(clerk.page, address)
    await stepped(clerk.page, '签订合同', { 借款合同编号: 'HT-2024-0001', 收款监管账户序号: '7' }, '已签订借款合同HT-2024-0001')
    const today = (await answer(clerk.page, '/api/centre')).openDay
    await stepped(clerk.page, '抵押登记', { 登记类型: ['mortgage'], 不动产登记证明号: '示例证明0001', 登记日期: { day: today },
      登记机构: '示例市不动产登记中心', 非住宅: ['no'], 登记费: ['due'] }, '已办理抵押权首次登记')
    await found(cashier.page, number)
    await stepped(cashier.page, '放款', { 放款的银行流水号: 'FK-0001' }, '已放款30,000.00元')
    assert.equal(await cashier.page.getByRole('button', { name: '放款', exact: true }).count(), 0, 'what is paid may be paid again')
    await cashier.page.getByText('已办结').first().waitFor()
    // What one has done oneself is no news: the page was read anew with it. What another does afterwards is.
    const aged = cashier.page.getByText('未自动刷新')
    await cashier.page.waitForTimeout(9_000)
    assert.equal(await aged.count(), 0, 'the own act is told as news')
    // The money is lent in the books: the borrower's loan runs, under the contract that was signed.
    const [loan] = (await answer(clerk.page, '/api/loans?contract=HT-2024-0001')).items
    assert.deepEqual([loan.stateName, loan.amount, loan.balance, loan.months], ['正常', 30_000_00, 30_000_00, 60])
    await rated(clerk.page, address)
    await aged.waitFor({ timeout: 15_000 })
    assert.deepEqual([...clerk.wrong, ...approver.wrong, ...cashier.wrong], [])
  })

  test('has devices, and says so when one is off', { timeout: 300_000 }, async () => {
    const person = await someone(clerk.page)
    const page = clerk.page
    await go(page, `${place.at}/counter`)
    const read = () => page.getByRole('button', { name: '读身份证' }).click()
    await read()
    await page.getByText('没有连上身份证读卡器').waitFor()
    let service = await devices('--off', 'card')
    await read()
    await page.getByText('身份证读卡器没有打开').waitFor()
    service = await devices.anew(service)
    await read()
    await page.getByText('读卡器上没有身份证').waitFor()
    service = await devices.anew(service, '--id', '12345')
    await read()
    await page.getByText('读卡器给出的内容不能识别').waitFor()
    service = await devices.anew(service, '--id', person.idNo, '--off', 'rating', '--stars', '4')
    await read()
    await page.waitForFunction((no) => [...document.querySelectorAll('input')].some((i) => i.value === no), person.idNo)
    await page.getByLabel('个人账号').fill(person.no)
    await page.getByLabel('事项').selectOption('member.certificate')
    await page.getByRole('button', { name: '打开办事单' }).click()
    await page.getByText('月缴存额', { exact: true }).waitFor()
    await page.getByRole('button', { name: '高拍仪拍摄身份证件' }).click()
    await page.getByText('“身份证件”已收到：PNG图片。').waitFor()
    const sign = () => page.getByRole('button', { name: '在签字板上签字' }).click()
    for (const [how, says] of [[['--off', 'pad'], '签字板没有打开'], [['--garbled', 'pad'], '签字板给出的内容不能识别'], [['--unsigned'], '申请人没有签字']]) {
      service = await devices.anew(service, ...how)
      await sign()
      await page.getByText(says).waitFor()
    }
    service = await devices.anew(service, '--off', 'rating')
    await sign()
    await page.getByText('“申请人签字”已收到：PNG图片。').waitFor()
    await unbarred(page)
    await page.getByRole('button', { name: '受理', exact: true }).click()
    await page.getByRole('heading', { name: /开具住房公积金缴存证明/, level: 1 }).waitFor()
    const address = page.url()
    await page.getByRole('button', { name: '查看申请人签字第1份' }).click()
    await page.getByRole('dialog', { name: '申请人签字' }).getByRole('img').waitFor()
    await page.keyboard.press('Escape')
    await go(approver.page, address)
    await stepped(approver.page, '核对并出具', {}, '已核对并出具证明')
    const print = () => approver.page.getByRole('button', { name: '住房公积金缴存证明送打印机' }).click()
    for (const [how, says] of [[['--off', 'printer'], '打印机没有打开'], [['--garbled', 'printer'], '打印机给出的内容不能识别'], [[], '已送打印机']]) {
      service = await devices.anew(service, ...how)
      await print()
      await approver.page.getByText(says).waitFor()
    }
    await unbarred(approver.page)
    // What the printer did not take was the same print each time.
    const certificate = await taken(approver.page, '住房公积金缴存证明')
    assert.match(certificate, new RegExp(person.no))
    assert.match(certificate, /补打（第1次）/)
    await go(page, address)
    service = await devices.anew(service, '--off', 'rating')
    await page.getByRole('button', { name: '评价', exact: true }).click()
    const press = () => page.getByRole('button', { name: '请申请人在评价器上评价' }).click()
    await press()
    await page.getByText('评价器没有打开').waitFor()
    service = await devices.anew(service, '--stars', '4')
    await press()
    await page.waitForFunction(() => [...document.querySelectorAll('select')].some((s) => s.value === '4'))
    await page.getByRole('button', { name: '确定评价' }).click()
    await page.getByText('已办：评价。').waitFor()
    assert.equal((await answer(page, `/api${new URL(address).pathname}`)).stars, 4)
    const file = await saved(page, '取出电子档案')
    assert.match(execFileSync('unzip', ['-l', file.path], { encoding: 'utf8' }), /申请人签字\.png/)
    await devices.end(service)
  })

  test('has what data shows decided by the program, once the centre says so', { timeout: 300_000 }, async () => {
    const person = await someone(clerk.page)
    const { page } = lead
    await go(page, `${place.at}/items/member.certificate`)
    await page.getByText('自动办结所据的事实').waitFor()
    await page.getByRole('button', { name: '设置柜面' }).click()
    await page.getByLabel('设置什么').selectOption('auto')
    await page.getByLabel('怎样办结').selectOption('on')
    await page.getByLabel('依据').fill('示例公告〔2024〕9号')
    await page.getByLabel('原因').fill('全部事实由数据核验')
    await unbarred(page)
    await page.getByRole('button', { name: '确定设置' }).click()
    await page.getByRole('cell', { name: '系统核验后自动办结' }).waitFor()
    await unbarred(page)
    await go(clerk.page, `${place.at}/counter`)
    await clerk.page.getByLabel('个人账号').fill(person.no)
    await clerk.page.getByLabel('申请人证件号码').fill(person.idNo)
    await clerk.page.getByLabel('事项').selectOption('member.certificate')
    await clerk.page.getByRole('button', { name: '打开办事单' }).click()
    await clerk.page.getByText('月缴存额', { exact: true }).waitFor()
    await clerk.page.getByRole('button', { name: '受理', exact: true }).click()
    await clerk.page.getByText('系统自动办结，所据事实').waitFor()
    await unbarred(clerk.page)
    const decided = await answer(clerk.page, `/api${new URL(clerk.page.url()).pathname}`)
    assert.deepEqual([decided.stateName, decided.log.map((e) => e.by)], ['已办结', ['clk-1', 'clk-1', 'system']])
    assert.match(await taken(clerk.page, '住房公积金缴存证明'), new RegExp(person.no))
  })

  test('has a queue that two windows call, and a hall that sees numbers and nobody\'s name', { timeout: 240_000 }, async () => {
    const { page } = clerk
    await go(page, `${place.at}/queue`)
    await page.getByText('今天还没有人取号。').waitFor()
    for (const [item, number] of [['withdrawal.rent', /001　/], ['loan.apply', /002　/], ['withdrawal.rent', /003　/], ['member.certificate', /004　/]]) {
      await page.getByLabel('办什么').selectOption(item)
      await page.getByRole('button', { name: '取号' }).click()
      await page.getByText(number).first().waitFor()
    }
    await page.getByText('前面还有 3 人，预计等候 30 分钟').waitFor()
    const numbers = await page.getByRole('region', { name: '今天的号' }).getByRole('rowheader').allTextContents()
    const hall = await watched(place)
    await go(hall.page, `${place.at}/screen?office=${await officeOf(page)}`)
    await hall.page.getByText('现在没有叫号。').waitFor()

    // The hall has no voice yet: the call stands all the same, and the page says what to do.
    await at(page, '1')
    await page.getByRole('button', { name: '叫下一位' }).click()
    await page.getByText('没有连上叫号器').waitFor()
    await page.getByText(numbers[0]).waitFor()
    assert.equal(await page.getByLabel(/^事项/).inputValue(), 'withdrawal.rent', 'the visit begins with what they came for')
    let service = await devices('--off', 'caller')
    await page.getByRole('button', { name: '重呼', exact: true }).click()
    await page.getByText('叫号器没有打开').waitFor()
    service = await devices.anew(service, '--garbled', 'caller')
    await page.getByRole('button', { name: '重呼', exact: true }).click()
    await page.getByText('叫号器给出的内容不能识别').waitFor()
    service = await devices.anew(service)
    await page.getByRole('button', { name: '重呼', exact: true }).click()
    await page.getByText('第 4 次叫号').waitFor()
    assert.equal(await page.locator('.state.problem').count(), 0)
    await at(other.page, '2')
    await other.page.getByRole('button', { name: '叫下一位' }).click()
    await other.page.getByText(numbers[1]).waitFor()
    await unbarred(other.page)

    const called = hall.page.locator('.called li')
    await hall.page.waitForFunction(() => document.querySelectorAll('.called li').length === 2)
    assert.deepEqual(await called.allTextContents(), [`${numbers[1]}请到 2 号窗口`, `${numbers[0]}请到 1 号窗口`])
    await hall.page.getByText('等候 2 人').waitFor()
    await unbarred(hall.page)
    await alikeAtEvery(place.browser, hall.page, 'screen')

    await page.getByRole('button', { name: '过号' }).click()
    await hall.page.getByText(`过号：${numbers[0]}`).waitFor()
    await page.getByRole('button', { name: `重呼过号的${numbers[0]}` }).click()
    await page.getByRole('button', { name: '办完' }).waitFor()
    await page.getByLabel('转到').selectOption('member.certificate')
    await page.getByRole('button', { name: '转业务' }).click()
    await page.getByRole('button', { name: '叫下一位' }).click()
    await page.getByText(numbers[0]).waitFor()
    assert.equal(await page.getByLabel(/^事项/).inputValue(), 'member.certificate')
    await page.getByRole('button', { name: '办完' }).click()
    await page.getByText('本窗口没有在办的号。').waitFor()
    await go(page, `${place.at}/queue`)
    await page.getByRole('region', { name: '最近七天' }).waitFor()
    await unbarred(page)
    await page.evaluate(() => scrollTo(0, 0))
    await alikeAtEvery(place.browser, page, 'queue')
    assert.deepEqual([...clerk.wrong, ...other.wrong, ...hall.wrong].filter((w) => !/ERR_CONNECTION_REFUSED|18732|status of 503/.test(w)), [])
    await devices.end(service)
    await hall.close()
  })

  /** devices stands in for what stands on the counter, and answers the pages of this place alone. */
  async function devices(...options) {
    const program = spawn('../bin/guangsha', ['devices', '--origins', place.at, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((ok, no) => program.stdout.once('data', ok) && program.once('exit', no))
    return program
  }
  devices.end = (program) => new Promise((ok) => program.once('exit', ok) && program.kill())
  devices.anew = async (program, ...options) => {
    await devices.end(program)
    return devices(...options)
  }

  /** answer asks the server as whoever is signed in on a page. */
  const answer = (page, path, body) =>
    page.evaluate(async ([path, body]) => (await fetch(path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json(), [path, body])

  /** someone is a member of the clerk's office with money, against whom nothing speaks, and the identity card they brought. */
  async function someone(page, item) {
    const dir = join(place.dir, 'tables')
    const at = readdirSync(dir, { recursive: true }).find((f) => f.endsWith('个人信息.csv'))
    const [head, ...rows] = readFileSync(join(dir, at), 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/).map((l) => l.split(','))
    const column = (...names) => head.findIndex((h) => names.includes(h))
    const [name, id] = [column('姓名', 'XM', 'XingMing'), column('证件号码', 'ZJHM')]
    for (const row of rows) {
      const found = (await answer(page, '/api/members/search', { name: row[name] })).items ?? []
      if (found.length !== 1 || found[0].balance <= 1_000_00 || found[0].stateName !== '正常') continue
      const sheet = item && (await answer(page, `/api/members/${found[0].no}/items/${item}`))
      if (!sheet || (sheet.facts && !sheet.facts.some((f) => f.wrong))) return { no: found[0].no, idNo: row[id] }
    }
    throw new Error('nobody has money')
  }

  const balance = async (page, no) => (await answer(page, `/api/members/${no}`)).balance

  /** accepted lays the item out, has everything that is wrong with it named, mends it, and gives the case's address. */
  async function accepted(page, person) {
    await go(page, `${place.at}/counter`)
    await alikeAtEvery(place.browser, page, 'counter')
    await page.getByLabel('个人账号').fill(person.no)
    await page.getByLabel('申请人证件号码').fill(person.idNo)
    await page.getByLabel('事项').selectOption('withdrawal.rent')
    await page.getByRole('button', { name: '打开办事单' }).click()
    await page.getByText('可提取余额', { exact: true }).waitFor()
    await page.getByText('收款银行卡', { exact: true }).waitFor()
    await unbarred(page)
    const today = (await answer(page, '/api/centre')).openDay
    for (const [label, value] of [['提取金额（元）', '900000000'], ['房租所属首月', today.slice(0, 7)], ['月数', '1'], ['月租金（元）', '9000'], ['家庭月工资收入（元）', '8000'], ['未成年子女数', '0']]) {
      await page.getByLabel(label, { exact: false }).first().fill(value)
    }
    await page.getByLabel('承租公共租赁住房').selectOption('no')
    await page.getByLabel(/无自有住房/).selectOption('no')
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('一次告知').last().waitFor()
    await page.getByText('家庭在本地有自有住房').waitFor()
    await unbarred(page)
    await page.getByLabel(/无自有住房/).selectOption('yes')
    await page.getByLabel('提取金额（元）').fill('100')
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('缺少申请材料“单位出具的提取证明”').waitFor()
    await handed(page, ['单位出具的提取证明', '家庭工资收入证明'])
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('预检通过').waitFor()
    await page.getByRole('button', { name: '受理', exact: true }).click()
    await page.getByRole('heading', { name: /租房提取/, level: 1 }).waitFor()
    await unbarred(page)
    return page.url()
  }

  /** applied lays the form of a loan out, has what is wrong with it named, mends it, and gives the case's address. */
  async function applied(page, person) {
    await go(page, `${place.at}/counter`)
    await page.getByLabel('个人账号').fill(person.no)
    await page.getByLabel('申请人证件号码').fill(person.idNo)
    await page.getByLabel('事项').selectOption('loan.apply')
    await page.getByRole('button', { name: '打开办事单' }).click()
    await page.getByText('最高贷款额度', { exact: true }).waitFor()
    await unbarred(page)
    await filled(page, { 贷款用途: ['purchase'], 第几套住房: ['first'], '房屋总价或工程造价（元）': '60000', '申请金额（元）': '900000000',
      '贷款期限（月）': '480', 还款方式: ['01'], '家庭月收入（元）': '20000' })
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('一次告知').last().waitFor()
    await page.getByText('申请期限480个月').waitFor()
    await unbarred(page)
    await filled(page, { '申请金额（元）': '30000', '贷款期限（月）': '60' })
    await handed(page, ['借款人及共同借款人身份证明', '婚姻证明', '购房合同或建造、翻建、大修批准文件', '首付款凭证', '征信查询授权书'])
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('预检通过').waitFor()
    await page.getByRole('button', { name: '受理', exact: true }).click()
    await page.getByRole('heading', { name: /住房公积金个人住房贷款/, level: 1 }).waitFor()
    await unbarred(page)
    return page.url()
  }

  /**
   * handed hands a scan of each material in. A page that calls itself one is refused first; what came is looked at,
   * taken out and handed in anew, with the keys alone.
   */
  async function handed(page, titles) {
    const scan = Buffer.from(await page.evaluate(() => Object.assign(document.createElement('canvas'), { width: 300, height: 200 }).toDataURL('image/png').split(',')[1]), 'base64')
    const file = (title) => page.getByLabel(`上传${title}`, { exact: true })
    await file(titles[0]).setInputFiles({ name: '示例.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script>') })
    await page.getByText('文件的内容是网页或XML').waitFor()
    for (const title of titles) {
      await file(title).setInputFiles({ name: '示例 扫描件.png', mimeType: 'image/png', buffer: scan })
      await page.getByText(`“${title}”已收到：PNG图片。`).waitFor()
    }
    await page.getByRole('button', { name: `查看${titles[0]}第1份` }).press('Enter')
    await page.getByRole('dialog', { name: titles[0] }).getByRole('img').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: `移除${titles[0]}第1份` }).press('Enter')
    await page.getByText(`“${titles[0]}”的一份已移除。`).waitFor()
    await file(titles[0]).setInputFiles({ name: '示例 扫描件.png', mimeType: 'image/png', buffer: scan })
    await page.getByText(`“${titles[0]}”已收到：PNG图片。`).waitFor()
    await unbarred(page)
  }

  /** filled fills a form in: text as text, a list with the value to choose, a day in the house's picker. */
  async function filled(page, fields) {
    for (const [label, value] of Object.entries(fields)) {
      const field = page.getByLabel(label).first()
      if (Array.isArray(value)) await field.selectOption(value[0])
      else await field.fill(value.day ?? value)
      if (value.day) await field.press('Enter')
    }
  }

  /** found opens a case from the list of what waits for somebody. */
  async function found(page, number) {
    await go(page, `${place.at}/cases`)
    await page.getByRole('button', { name: '等我办理' }).click()
    await page.getByRole('link', { name: number }).click()
  }

  /** stepped takes a step of the case that is open, and waits for what came of it. */
  async function stepped(page, title, fields, came) {
    await page.getByRole('button', { name: title, exact: true }).click()
    await filled(page, fields)
    await unbarred(page)
    await page.getByRole('button', { name: `确定${title}` }).click()
    await page.getByText(came).first().waitFor()
  }

  /** corrected stops the clock and lets it go on. */
  async function corrected(page) {
    await page.getByRole('button', { name: '要求补正' }).click()
    await page.getByLabel('需补正的全部内容').fill('请补交示例租金支付凭证')
    await page.getByRole('button', { name: '确定要求补正' }).click()
    await page.getByText('起停表').waitFor()
    await page.getByRole('button', { name: '补正完成' }).click()
    await page.getByRole('button', { name: '确定补正完成' }).click()
    await page.getByText('已办：补正完成').waitFor()
  }

  /** paid finds the case on the list of what waits for the approver, and pays it. */
  async function paid(page, address) {
    await go(page, `${place.at}/cases`)
    await page.getByRole('button', { name: '等我办理' }).click()
    await page.getByRole('link', { name: address.split('/').at(-1) }).waitFor()
    await unbarred(page)
    await page.getByRole('link', { name: address.split('/').at(-1) }).click()
    await page.getByRole('button', { name: '审批并付款' }).click()
    await page.getByLabel('付款的银行流水号').fill('SL-0001')
    await unbarred(page)
    await page.getByRole('button', { name: '确定审批并付款' }).click()
    await page.getByText('准予提取，付出本金100.00元').waitFor()
    assert.equal(await page.getByRole('button', { name: '审批并付款' }).count(), 0, 'what is paid may be paid again')
  }

  /** saved has the browser save what a button gives, and gives where. */
  async function saved(page, name) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
    return { name: file.suggestedFilename(), path: await file.path() }
  }

  /** taken takes a paper out and gives what it says, which a phone verifies that is held over it. */
  async function taken(page, title) {
    const file = await saved(page, `下载${title}`)
    assert.match(file.name, new RegExp(`^${title} \\d{21}\\.pdf$`))
    await page.getByText(`《${title}》已取出`).waitFor()
    const said = execFileSync('pdftotext', ['-layout', file.path, '-'], { encoding: 'utf8' })
    execFileSync('pdftoppm', ['-r', '120', '-png', '-singlefile', file.path, file.path])
    const scanned = execFileSync('zbarimg', ['--quiet', '--raw', `${file.path}.png`], { encoding: 'utf8' }).trim()
    assert.equal(scanned, `${place.at}/verify#${/验证码：(\S+)/.exec(said)[1]}`)
    return said
  }

  /** filed takes the file of the case out: its catalogue names its record, its three papers and what was handed in. */
  async function filed(page) {
    await page.getByText('电子档案：6 件，保管 30 年').waitFor()
    const file = await saved(page, '取出电子档案')
    const said = execFileSync('unzip', ['-p', file.path, '00 目录.txt'], { encoding: 'utf8' })
    for (const name of ['办件记录', '受理通知书', '一次性告知书', '住房公积金提取回单', '材料01']) assert.match(said, new RegExp(name))
    await unbarred(page)
  }

  /** verified asks whether a paper is genuine, as whoever holds it, and whether one that nobody gave out is. */
  async function verified(page, notice) {
    const code = /验证码：(\S+)/.exec(notice)[1]
    await go(page, `${place.at}/verify`)
    await page.getByLabel('验证码').fill(code.toLowerCase())
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await page.getByText('查验属实：这份《受理通知书》').waitFor()
    await unbarred(page)
    const stranger = await watched(place, 390) // with a phone
    await go(stranger.page, `${place.at}/verify#${code}`)
    await stranger.page.getByText('查验属实：这份《受理通知书》').waitFor()
    assert.equal(stranger.page.url(), `${place.at}/verify`, 'the code stays in the address')
    await go(stranger.page, `${place.at}/verify#%E0%A4%A<script>`)
    await stranger.page.getByText('验证码应为16位').waitFor()
    assert.deepEqual(stranger.wrong, [])
    await stranger.close()
    await page.getByLabel('验证码').fill('2222-2222-2222-2222')
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await page.getByText('没有查到这个验证码对应的文书').waitFor()
  }

  async function rated(page, address) {
    await go(page, address)
    await page.getByText('已办结').first().waitFor()
    await page.getByRole('button', { name: '评价', exact: true }).click()
    await page.getByLabel(/^评价/).selectOption('5')
    await page.getByRole('button', { name: '确定评价' }).click()
    await page.getByText('非常满意').first().waitFor()
    await unbarred(page)
  }

  const officeOf = (page) => page.evaluate(async () => (await (await fetch('/api/queue')).json()).office)

  /** at sits down at a window. */
  async function at(page, window) {
    await go(page, `${place.at}/counter`)
    await page.getByLabel('窗口').fill(window)
  }
})
