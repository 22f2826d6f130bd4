import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readlink, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Why no disk can be made here, whose power can be cut and which can be full; undefined where it can. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may mount a disk of its own';
  try {
    execFileSync('losetup', ['--find'], { stdio: 'ignore' });
    execFileSync('mkfs.ext4', ['-V'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'this machine has no loop devices, or no mkfs.ext4';
  }
}

/**
 * A small disk (ext4 on a loop device) that can be full, and whose power can be cut. What a program has written is in the machine's memory; on the disk is what it had
 * synced, and what the kernel wrote of its own accord. A copy of the disk taken meanwhile is the disk after a power cut.
 */
export class SmallDisk {
  readonly #copies: string[] = [];

  private constructor(
    private readonly folder: string,
    /** Where it is mounted. */
    readonly path: string,
  ) {}

  static async make(megabytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'lexhop-disk-'));
    const image = join(folder, 'image');
    await run('truncate', ['-s', `${megabytes}M`, image]);
    await run('mkfs.ext4', ['-q', '-F', image]);
    const path = join(folder, 'disk');
    await mount(image, path);
    return new SmallDisk(folder, path);
  }

  /** Cuts the power: resolves with the image of what is left. Whoever works on the disk stands still meanwhile, and goes on as if nothing had been. */
  async cut(): Promise<string> {
    const image = join(this.folder, `copy-${this.#copies.length}`);
    this.#copies.push(image);
    const standing = await processesIn(this.path);
    signal(standing, 'SIGSTOP');
    try {
      await run('cp', ['--sparse=always', join(this.folder, 'image'), image]);
    } finally {
      signal(standing, 'SIGCONT');
    }
    return image;
  }

  /** Fills what is free of it, all but so many bytes; the returned function makes room again. */
  async fill(leaving: number): Promise<() => Promise<void>> {
    const { bavail, bsize } = await statfs(this.path);
    const filling = join(this.path, 'filling');
    await run('fallocate', ['-l', String(Number(bavail) * Number(bsize) - leaving), filling]);
    return () => rm(filling);
  }

  /** Does something with the disk as it is after a cut. */
  async after<Result>(image: string, work: (path: string) => Promise<Result>): Promise<Result> {
    const path = `${image}-disk`;
    await mount(image, path);
    try {
      return await work(path);
    } finally {
      await run('umount', [path]).catch(() => run('umount', ['-l', path]));
      await rm(image);
    }
  }

  async remove(): Promise<void> {
    await run('umount', [this.path]).catch(() => run('umount', ['-l', this.path]));
    await rm(this.folder, { recursive: true });
  }
}

async function mount(image: string, path: string): Promise<void> {
  await mkdir(path);
  // Nothing is written by the clock that was not synced.
  await run('mount', ['-o', 'loop,commit=300', image, path]);
}

async function processesIn(path: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, place) => folders[place]?.startsWith(path));
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile.
    }
  }
}
