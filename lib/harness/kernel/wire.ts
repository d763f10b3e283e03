import { createHmac, randomUUID } from 'node:crypto';

/** A message of Jupyter's wire protocol 5.3. */
export interface JupyterMessage {
  header: { msg_id: string; msg_type: string; session: string; username: string; date: string; version: string };
  parent_header: { msg_id?: string };
  metadata: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on msg_type, and the reader of a type knows it
  content: any;
}

const delimiter = '<IDS|MSG>';

/** The frames of a request, signed with the connection's key (HMAC-SHA256). */
export function encodeMessage(key: string, message: JupyterMessage): string[] {
  const parts = [message.header, message.parent_header, message.metadata, message.content].map((part) =>
    JSON.stringify(part),
  );
  return [delimiter, signature(key, parts), ...parts];
}

/**
 * The message in the frames that a kernel sent.
 *
 * @throws Error when the frames are no Jupyter message or the signature is wrong.
 */
export function decodeMessage(key: string, frames: readonly Buffer[]): JupyterMessage {
  const start = frames.findIndex((frame) => frame.toString() === delimiter);
  const parts = frames.slice(start + 2, start + 6);
  if (start < 0 || parts.length < 4) throw new Error('the kernel sent frames that are no Jupyter message');
  if (frames[start + 1]!.toString() !== signature(key, frames.slice(start + 2))) {
    throw new Error('the kernel sent a message with a wrong signature');
  }
  const [header, parent_header, metadata, content] = parts.map((part) => JSON.parse(part.toString()));
  return { header, parent_header, metadata, content };
}

/** A request of this client. */
export function request(session: string, type: string, content: object): JupyterMessage {
  return {
    header: {
      msg_id: randomUUID(),
      msg_type: type,
      session,
      username: 'longtail-lab',
      date: new Date().toISOString(),
      version: '5.3',
    },
    parent_header: {},
    metadata: {},
    content,
  };
}

function signature(key: string, parts: readonly (string | Buffer)[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}
