import { randomUUID } from 'node:crypto';
import { ComfyClient, plainGraph, samplingGraph } from '../../test/comfy-client';
import { useMocks } from '../../test/use-mocks';

const mocks = useMocks();
const client = (): ComfyClient => new ComfyClient(mocks.services.imageUrl);
const status = (entry: Record<string, unknown>) =>
  entry['status'] as { status_str: string; messages: unknown[][] };
const lastMessage = (entry: Record<string, unknown>) => status(entry).messages.at(-1)?.[0];
const imagesOf = (entry: Record<string, unknown>, node: string) =>
  (entry['outputs'] as Record<string, { images: { filename: string; subfolder: string; type: string }[] }>)[
    node
  ]?.images ?? [];
const stuck = () => mocks.services.setFaults({ stuck_rate: 1 });
const untilRunning = async (id: string): Promise<void> => {
  for (;;) {
    const { body } = await client().send('/queue');
    if ((body['queue_running'] as unknown[][])[0]?.[1] === id) return;
  }
};

describe('POST /prompt', () => {
  it('runs a graph and serves what it saved, under /api too', async () => {
    const id = await client().submit(plainGraph());
    const entry = await client().untilEnded(id);
    expect(status(entry)).toMatchObject({ status_str: 'success', completed: true });
    const [image] = imagesOf(entry, '3');
    expect(image).toEqual({ filename: 'plain_00001_.png', subfolder: 'spec', type: 'output' });
    const query = new URLSearchParams(image);
    for (const prefix of ['', '/api']) {
      const file = await fetch(`${mocks.services.imageUrl}${prefix}/view?${query.toString()}`);
      expect(file.headers.get('content-type')).toBe('image/png');
    }
    expect(mocks.services.imageStats()).toMatchObject({ submissions: 1, completed: 1, in_flight: 0 });
  });

  it('runs the same prompt_id twice', async () => {
    const prompt_id = randomUUID();
    await client().submit(plainGraph(1), { prompt_id });
    await client().submit(plainGraph(2), { prompt_id });
    await client().untilEnded(prompt_id);
    expect(mocks.services.imageStats()).toMatchObject({ submissions: 2, distinct_keys: 1 });
  });

  it('takes a graph that it ran last from its cache: the same file, and no progress', async () => {
    const feed = await client().listen();
    const first = await client().untilEnded(await client().submit(samplingGraph()));
    const id = await client().submit(samplingGraph(), { client_id: feed.clientId });
    const second = await client().untilEnded(id);
    expect(imagesOf(second, '9')).toEqual(imagesOf(first, '9'));
    await feed.until('executing', ({ node, prompt_id }) => node === null && prompt_id === id);
    expect(feed.typesOf(id)).not.toContain('progress');
    await feed.close();
  });

  it.each([
    ['no prompt', { prompt: undefined }, 'no_prompt'],
    ['a prompt_id that is no UUID', { prompt_id: 'kite/image/1' }, 'invalid_prompt_id'],
    [
      'a class it does not have',
      { prompt: { '1': { class_type: 'Nope', inputs: {} } } },
      'missing_node_type',
    ],
    ['no output', { prompt: { '1': plainGraph()['1'] } }, 'prompt_no_outputs'],
  ])('refuses %s', async (_title, change, type) => {
    const answer = await client().send('/prompt', { prompt: plainGraph(), ...change });
    expect(answer).toMatchObject({ status: 400, body: { error: { type } } });
  });

  it('names node, input and what is allowed in what it refuses', async () => {
    const graph = samplingGraph();
    graph['4']!.inputs = { ckpt_name: 'other' };
    graph['5']!.inputs['width'] = 1;
    graph['8']!.inputs['vae'] = ['6', 0];
    const { status, body } = await client().send('/prompt', { prompt: graph });
    expect(status).toBe(400);
    const errors = body['node_errors'] as Record<string, { errors: { type: string; details: string }[] }>;
    expect(errors['4']?.errors[0]).toMatchObject({
      type: 'value_not_in_list',
      details: expect.stringContaining('ckpt_name'),
    });
    expect(errors['5']?.errors[0]?.type).toBe('value_smaller_than_min');
    expect(errors['8']?.errors[0]?.type).toBe('return_type_mismatch');
  });

  it('runs what is valid beside an output that is not, and says so', async () => {
    const graph = { ...plainGraph(), '9': { class_type: 'PreviewImage', inputs: {} } };
    const { body } = await client().send('/prompt', { prompt: graph, prompt_id: randomUUID() });
    expect(Object.keys(body['node_errors'] as object)).toEqual(['9']);
    await client().untilEnded(String(body['prompt_id']));
  });

  it('stumbles over what is not JSON, and turns pages of other sites away', async () => {
    const url = `${mocks.services.imageUrl}/prompt`;
    expect((await fetch(url, { method: 'POST', body: '{' })).status).toBe(500);
    const foreign = await client().send('/prompt', { prompt: plainGraph() }, { origin: 'http://evil.test' });
    expect(foreign).toMatchObject({ status: 403, text: '' });
  });
});

describe('WS /ws', () => {
  it('tells the one who submitted how each node goes', async () => {
    const [feed, other] = [await client().listen(), await client().listen()];
    const id = await client().submit(samplingGraph(), { client_id: feed.clientId });
    await feed.until('executing', ({ node }) => node === null);
    const types = feed.typesOf(id);
    expect(types.slice(0, 2)).toEqual(['execution_start', 'execution_cached']);
    expect(types.slice(-2)).toEqual(['execution_success', 'executing']);
    expect(types).toEqual(expect.arrayContaining(['progress_state', 'progress', 'executed']));
    expect(feed.frames).toContain(null);
    expect(other.typesOf(id)).toEqual([]);
    await Promise.all([feed.close(), other.close()]);
  });

  it('says success before the history has it', async () => {
    mocks.services.setFaults({ comfyui_history_late_rate: 1, comfyui_history_late_ms: 50 });
    const feed = await client().listen();
    const id = await client().submit(plainGraph(), { client_id: feed.clientId });
    await feed.until('execution_success');
    await expect(client().history(id)).resolves.toBeUndefined();
    await feed.until('executing', ({ node }) => node === null);
    await expect(client().history(id)).resolves.toBeDefined();
    await feed.close();
  });

  it('loses track of a client id that was used twice', async () => {
    const first = await client().listen();
    const second = await client().listen(first.clientId);
    await first.close();
    const before = second.frames.length;
    await client().untilEnded(await client().submit(plainGraph(), { client_id: second.clientId }));
    expect(second.frames).toHaveLength(before);
    await second.close();
  });
});

describe('scripted troubles', () => {
  it('refuse a prompt that object_info allows', async () => {
    mocks.services.setFaults({ comfyui_refuse_rate: 1 });
    const answer = await client().send('/prompt', { prompt: samplingGraph() });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: 'prompt_outputs_failed_validation' } },
    });
    expect(mocks.services.imageStats().submissions).toBe(0);
  });

  it('interrupt a prompt half way', async () => {
    mocks.services.setFaults({ comfyui_interrupt_rate: 1 });
    const entry = await client().untilEnded(await client().submit(samplingGraph()));
    expect(lastMessage(entry)).toBe('execution_interrupted');
  });

  it('say nothing of a prompt over the socket, or refuse it', async () => {
    const feed = await client().listen();
    mocks.services.setFaults({ comfyui_silent_rate: 1, comfyui_no_socket_rate: 1 });
    const id = await client().submit(plainGraph(), { client_id: feed.clientId });
    await client().untilEnded(id);
    expect(feed.typesOf(id)).toEqual([]);
    await expect(client().listen()).rejects.toThrow('404');
    await feed.close();
  });

  it.each([
    ...['no_prompt', 'prompt_no_outputs', 'invalid_prompt', 'missing_node_type'],
    'prompt_outputs_failed_validation',
  ])('refuse a prompt: %s', async (type) => {
    mocks.services.setFaults({ comfyui_refusals: { [type]: 1 } });
    const { status: code, body } = await client().send('/prompt', { prompt: plainGraph() });
    expect([code, body['error']]).toEqual([400, expect.objectContaining({ type })]);
    expect(mocks.services.imageStats().submissions).toBe(0);
  });

  it('forbid a prompt, and say nothing', async () => {
    mocks.services.setFaults({ comfyui_forbidden_rate: 1 });
    await expect(client().send('/prompt', { prompt: plainGraph() })).resolves.toMatchObject({
      ...{ status: 403, text: '' },
    });
  });

  it('stumble over a prompt in plain text', async () => {
    mocks.services.setFaults({ submit_error_rate: 1 });
    const { status: code, text } = await client().send('/prompt', { prompt: plainGraph() });
    expect(text.startsWith(`${code} `)).toBe(true);
  });

  it('leave out one of two outputs, and run the other', async () => {
    mocks.services.setFaults({ comfyui_partial_rate: 1 });
    const preview = { class_type: 'PreviewImage', inputs: { images: ['2', 0] } };
    const { status: code, body } = await client().send('/prompt', {
      prompt: { ...plainGraph(), '4': preview },
    });
    const [wrong = ''] = Object.keys(body['node_errors'] as object);
    expect([code, ['3', '4'].includes(wrong)]).toEqual([200, true]);
    const { outputs } = await client().untilEnded(String(body['prompt_id']));
    expect(Object.keys(outputs as object)).toEqual(['3', '4'].filter((id) => id !== wrong));
    const { body: ledger } = await client().send('/admin/ledger');
    expect(ledger['submissions']).toEqual([expect.objectContaining({ left_out: wrong })]);
  });

  it('take a waiting prompt away without a trace', async () => {
    mocks.services.setFaults({ comfyui_dequeue_rate: 1 });
    const id = await client().submit(plainGraph());
    const { body } = await client().send('/queue');
    expect(body).toEqual({ queue_running: [], queue_pending: [] });
    await expect(client().history(id)).resolves.toBeUndefined();
    expect(mocks.services.imageStats()).toMatchObject({ submissions: 1, in_flight: 0 });
  });

  it('cut the socket half way, and go on', async () => {
    mocks.services.setFaults({ comfyui_cut_socket_rate: 1, slow_progress: 5 });
    const feed = await client().listen();
    const id = await client().submit(plainGraph(), { client_id: feed.clientId });
    await client().untilEnded(id);
    expect(feed.typesOf(id)).not.toContain('execution_success');
  });

  it('stand still for a while, and go on', async () => {
    mocks.services.setFaults({ stall_rate: 1, stall_ms: 100 });
    const startedAt = performance.now();
    await client().untilEnded(await client().submit(plainGraph()));
    expect(performance.now() - startedAt).toBeGreaterThan(100);
  });

  it('lose a made file, once', async () => {
    const entry = await client().untilEnded(await client().submit(plainGraph()));
    const query = new URLSearchParams(imagesOf(entry, '3')[0]);
    mocks.services.setFaults({ media_missing_rate: 1 });
    expect((await client().send(`/view?${query.toString()}`)).status).toBe(404);
    mocks.services.setFaults({ media_missing_rate: 0 });
    expect((await client().send(`/view?${query.toString()}`)).status).toBe(200);
  });
});

describe('stopping', () => {
  it('takes a waiting prompt away without a trace', async () => {
    stuck();
    const running = await client().submit(plainGraph(1));
    const waiting = await client().submit(plainGraph(2));
    await client().send('/queue', { delete: [waiting, running] });
    const { body } = await client().send('/queue');
    expect((body['queue_running'] as unknown[][]).map((item) => item[1])).toEqual([running]);
    expect(body['queue_pending']).toEqual([]);
    await expect(client().history(waiting)).resolves.toBeUndefined();
    expect(mocks.services.imageStats()).toMatchObject({ cancelled: 1, in_flight: 1 });
  });

  it('ends what runs after a while, as an error that only its last message explains', async () => {
    stuck();
    const id = await client().submit(plainGraph());
    await untilRunning(id);
    await client().send('/interrupt', { prompt_id: randomUUID() });
    await client().send('/interrupt', { prompt_id: id });
    const entry = await client().untilEnded(id);
    expect(status(entry).status_str).toBe('error');
    expect(lastMessage(entry)).toBe('execution_interrupted');
  });

  it('as an old server, interrupts whatever runs', async () => {
    mocks.services.setFaults({ stuck_rate: 1, comfyui_old: true });
    const id = await client().submit(plainGraph());
    await untilRunning(id);
    await client().send('/interrupt', { prompt_id: randomUUID() });
    expect(lastMessage(await client().untilEnded(id))).toBe('execution_interrupted');
  });

  it('forgets queue and history when it restarts, and keeps files', async () => {
    const ended = await client().untilEnded(await client().submit(plainGraph(1)));
    stuck();
    const running = await client().submit(plainGraph(2));
    await client().send('/admin/comfyui/restart', {});
    expect((await client().send('/history')).body).toEqual({});
    expect((await client().send('/queue')).body).toEqual({ queue_running: [], queue_pending: [] });
    const file = await fetch(
      `${mocks.services.imageUrl}/view?${new URLSearchParams(imagesOf(ended, '3')[0]).toString()}`,
    );
    expect(file.status).toBe(200);
    await expect(client().history(running)).resolves.toBeUndefined();
  });
});

describe('/api/jobs', () => {
  it('says how a prompt is, and cancels it', async () => {
    stuck();
    const id = await client().submit(plainGraph());
    await untilRunning(id);
    expect((await client().send(`/api/jobs/${id}`)).body).toMatchObject({ id, status: 'in_progress' });
    expect((await client().send(`/api/jobs/${id}/cancel`, {})).body).toEqual({ cancelled: true });
    await client().untilEnded(id);
    expect((await client().send(`/api/jobs/${id}`)).body).toMatchObject({ status: 'cancelled' });
    expect((await client().send(`/api/jobs/${randomUUID()}`)).status).toBe(404);
  });

  it('is not there on an old server', async () => {
    mocks.services.setFaults({ comfyui_old: true });
    const id = await client().submit(plainGraph());
    await client().untilEnded(id);
    expect((await client().send(`/api/jobs/${id}`)).status).toBe(404);
  });
});

describe('GET /view', () => {
  it.each([
    ['a missing file', 'filename=none.png', 404],
    ['a path that leads out', 'filename=../secret', 400],
    ['a folder that leads out', 'filename=a.png&subfolder=../..', 403],
  ])('answers nothing for %s', async (_title, query, expected) => {
    expect(await client().send(`/view?${query}`)).toMatchObject({ status: expected, text: '' });
  });
});
