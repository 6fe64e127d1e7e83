import { shallowRef } from 'vue'

/** handed is the file last dropped on the window, for the page that checks it. */
export const handed = shallowRef<File>()
