import type { InjectionKey } from 'vue'

/** What the cells of a form ask of it: what was typed into one, what is wrong with that, and where typing goes. */
export interface FormCells {
  typed: (row: number, column: string) => string | undefined
  wrong: (row: number, column: string) => string
  type: (row: number, column: string, text: string) => void
}
export const formCells: InjectionKey<FormCells> = Symbol('form cells')
