// Serves the built web UI and the media of decks.
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import { extensionOf, mediaType } from '../render/media.ts';
import { ApiProblem } from './problems.ts';

/** The build writes the paths of the web UI's pages into this file, as its router matches them: `/cards/:id`. */
const PLACES = 'places.json';

/** These addresses are for programs, even if a browser requests them. */
const FOR_PROGRAMS = /^(api|media)(\/|$)/;

/** Leaves a route out of the API's description. */
const HIDDEN = { schema: { hide: true } };

export interface WebOptions {
  /** The folder of the built web UI. */
  readonly root: string;
}

/**
 * The built web UI. Its one HTML file is served at the address of every page and always revalidated. Files under
 * `assets/` have a hash of their content in their names, so they never change. At any other address a browser gets the
 * HTML file too, with status 404; programs get a problem document.
 */
export function web({ root }: WebOptions): FastifyPluginAsync {
  return async (app) => {
    await app.register(fastifyStatic, {
      root,
      serve: false,
      dotfiles: 'ignore',
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        const isAsset = relative(root, path).startsWith(`assets${sep}`);
        reply.setHeader('vary', 'accept-encoding');
        reply.setHeader('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get<{ Params: { '*': string } }>('/*', HIDDEN, async (request, reply) => {
      const path = request.params['*'];
      if (isPlainPath(path) && (await isFile(join(root, path)))) return reply.sendFile(path);
      if (!FOR_PROGRAMS.test(path)) {
        const places = await placesOf(root);
        if (!places || !(await isFile(join(root, 'index.html')))) throw notBuilt();
        if (places.some((place) => isAt(place, request.url))) return reply.sendFile('index.html');
        if (request.headers.accept?.includes('text/html')) return reply.code(404).sendFile('index.html');
      }
      reply.callNotFound();
      return reply;
    });
  };
}

/** The paths of the web UI's pages; null if it has not been built. Read each time, since it may be built meanwhile. */
async function placesOf(root: string): Promise<readonly string[] | null> {
  const text = await readFile(join(root, PLACES), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text);
}

/** Whether the browser's router shows this place at an address. Compares the non-empty parts between slashes. */
function isAt(place: string, url: string): boolean {
  const wanted = partsOf(place);
  const parts = partsOf(url.replace(/[?#].*/s, ''));
  return (
    parts.length === wanted.length && wanted.every((each, i) => each.startsWith(':') || each === parts[i])
  );
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() ?? false;
}

/** Media can be shown and played, but cannot run or load anything: an SVG opened alone is a document. */
const MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export interface MediaOptions {
  /** The decks folder. */
  readonly root: string;
}

/** Serves the images, sounds, videos and PDFs in `decks/` at `/media/`, but no other files and none outside it. */
export function media({ root }: MediaOptions): FastifyPluginAsync {
  return async (app) => {
    await app.register(fastifyStatic, {
      root,
      serve: false,
      index: false,
      dotfiles: 'ignore',
      cacheControl: false,
      contentType: false,
    });
    app.get<{ Params: { '*': string } }>('/media/*', HIDDEN, async (request, reply) => {
      const path = request.params['*'];
      const type = mediaType(path);
      const file = type && isPlainPath(path) ? await fileBelow(root, path) : null;
      if (!type || !file) throw noSuchMedia(path);
      reply.type(type.mime).header('cache-control', 'no-cache');
      // PDF viewers of browsers do not start in a sandbox, and have their own.
      if (extensionOf(path) !== 'pdf') reply.header('content-security-policy', MEDIA_POLICY);
      return reply.sendFile(file.path, file.root);
    });
  };
}

/** No empty, hidden or upward segment, and no separator but the slash. */
function isPlainPath(path: string): boolean {
  return (
    !/[\\\0-\x1f\x7f]/.test(path) && path.split('/').every((part) => part !== '' && !part.startsWith('.'))
  );
}

interface BelowRoot {
  readonly root: string;
  readonly path: string;
}

/** The real file behind links; null if it is missing, outside the folder, no plain file, or not a media file. */
async function fileBelow(root: string, path: string): Promise<BelowRoot | null> {
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(join(root, path))]);
    const below = relative(realRoot, realFile).split(sep).join('/');
    return isPlainPath(below) && mediaType(below) && (await isFile(realFile))
      ? { root: realRoot, path: below }
      : null;
  } catch {
    return null;
  }
}

function noSuchMedia(path: string): ApiProblem {
  return new ApiProblem(
    404,
    'unknown-media',
    'File not found',
    `decks/${path} does not exist, or is not an image, sound, video or PDF inside the decks folder. Put the file beside its deck and link to it from there.`,
  );
}

function notBuilt(): ApiProblem {
  return new ApiProblem(
    503,
    'web-not-built',
    "Tenax's pages are not built",
    'Run “npm run build” in its folder, then reload this page. The API works without it.',
  );
}
