import { toPageScript } from './to-page-script';

describe('toPageScript', () => {
  it('finds the script among the other parts', () => {
    const page =
      '<link href="studio/style-A1.css"><script src="studio/theme-B2.js"></script><script type="module" src="studio/app-C3X_-.js">';
    expect(toPageScript(page)).toBe('studio/app-C3X_-.js');
  });

  it('finds none in what a proxy says in place of the page', () => {
    expect(toPageScript('<h1>Log in</h1>')).toBeNull();
  });
});
