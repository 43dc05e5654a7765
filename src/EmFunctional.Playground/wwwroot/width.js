// Says whether the screen has become narrow or wide, as when a phone is turned.
export function watch(page, narrow) {
    matchMedia(`(max-width: ${narrow}px)`).addEventListener('change', ({ matches }) => page.invokeMethodAsync('Turn', matches));
}
