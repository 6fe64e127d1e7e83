import { shallowRef } from 'vue'

/** handed are the files last dropped on the window or chosen, for the page that checks them. */
export const handed = shallowRef<File[]>([])
