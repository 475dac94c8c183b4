import { describe, expect, it } from 'vitest'
import { main } from '../main.ts'
import { qingmei } from '@qingmei/core/house'
import { explainAction, explainLedger, explanationText } from '@qingmei/core/ledger/explain'

describe('an explanation', () => {
  it('says of every ledger who sees it, its states, actions, lists and columns', () => {
    for (const ledger of qingmei.ledgers) {
      const text = explanationText(explainLedger(qingmei, ledger))
      expect(text).toContain(ledger.about)
      for (const state of Object.values(ledger.life)) expect(text).toContain(state.label)
      for (const field of ledger.info) expect(text).toContain(`${field.name} ${field.label}`)
      for (const action of ledger.actions.values()) expect(text).toContain(`${action.name} ${action.label}`)
    }
  })

  it('says of every action who may, from where, and what it takes', () => {
    for (const ledger of qingmei.ledgers)
      for (const action of ledger.actions.values()) {
        const text = explanationText(explainAction(qingmei, action, null))
        expect(text).toContain(action.about)
        for (const lock of action.locks) expect(text).toContain(lock)
        for (const name of Object.keys(action.input.shape)) expect(text).toContain(name)
      }
  })
})

describe('qingmei explain', () => {
  const run = async (...args: string[]) => {
    let [out, err] = ['', '']
    const code = await main(['explain', ...args], { out: (text) => (out += text), err: (text) => (err += text) })
    return { code, out, err }
  }
  it('finds the decision of every action that somebody may do, in the sources', async () => {
    for (const ledger of qingmei.ledgers)
      for (const action of ledger.actions.values())
        expect((await run(ledger.name, action.name)).out, `${ledger.name}.${action.name}`).toMatch(
          /packages\/core\/src\//,
        )
  })
  it('names what sending a transfer does to other ledgers', async () => {
    const told = JSON.parse((await run('transfer', 'send', '--json')).out) as { heading: string; lines: string[] }[]
    expect(told.find((it) => it.heading === '同时办理')?.lines).toEqual(['lead.handOver', 'evidence.passTo'])
  })
  it('proposes the nearest name', async () =>
    expect(await run('transfr')).toMatchObject({ code: 1, err: expect.stringContaining('transfer') as string }))
})
