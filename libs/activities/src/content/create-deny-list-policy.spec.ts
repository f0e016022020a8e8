import { createDenyListPolicy, parseDenyList } from './create-deny-list-policy';

describe('deny list', () => {
  const policy = createDenyListPolicy(parseDenyList('# people\nJane Roe\n\n  c++ \nweapon\n'));

  it.each(['a portrait of JANE   ROE', 'ｗｅａｐｏｎ on a table', 'learn c++ now', 'weapon'])(
    'refuses %j',
    async (prompt) => {
      await expect(policy.check(prompt)).resolves.toContain('content policy');
    },
  );

  it.each(['a weaponsmith at work', 'Jane and Roe', 'people'])('lets %j pass', async (prompt) => {
    await expect(policy.check(prompt)).resolves.toBeNull();
  });
});
