import type { Normalisation } from '../dataset.js';

/** One file of a release; `bytes` and `sha256` say which content is the right one. */
export interface ReleaseFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** What a CIFAR data set consists of in its official binary version. */
export interface CifarRelease {
  name: 'cifar-10' | 'cifar-100';
  /** The folder inside the archive and inside the data folder. */
  folder: string;
  archive: { url: string; md5: string };
  /** Bytes in front of each image's pixels; the last of them is the class. */
  labelBytes: number;
  classCount: number;
  train: ReleaseFile[];
  test: ReleaseFile[];
  /** One class name a line. */
  classNames: ReleaseFile;
  others: ReleaseFile[];
}

/** Every file of the release that the project verifies. */
export function releaseFiles(release: CifarRelease): ReleaseFile[] {
  return [...release.train, ...release.test, release.classNames, ...release.others];
}

/**
 * Statistics of CIFAR-10's training images, used for CIFAR-100 too: so does the lineage of LDAM-DRW, BBN and Balanced
 * Meta-Softmax, whose numbers most papers compare with.
 */
export const cifarNormalisation: Normalisation = {
  mean: [0.4914, 0.4822, 0.4465],
  standardDeviation: [0.2023, 0.1994, 0.201],
};

function batchFile(name: string, sha256: string): ReleaseFile {
  return { name, bytes: 30_730_000, sha256 };
}

/** The releases at https://www.cs.toronto.edu/~kriz/cifar.html (Krizhevsky, 2009), MD5 of the archives as printed there. */
export const cifarReleases: Record<CifarRelease['name'], CifarRelease> = {
  'cifar-10': {
    name: 'cifar-10',
    folder: 'cifar-10-batches-bin',
    archive: {
      url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
      md5: 'c32a1d4ab5d03f1284b67883e8d87530',
    },
    labelBytes: 1,
    classCount: 10,
    train: [
      batchFile('data_batch_1.bin', 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
      batchFile('data_batch_2.bin', 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
      batchFile('data_batch_3.bin', 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
      batchFile('data_batch_4.bin', '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
      batchFile('data_batch_5.bin', '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'),
    ],
    test: [batchFile('test_batch.bin', '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b')],
    classNames: {
      name: 'batches.meta.txt',
      bytes: 61,
      sha256: '558e74b5e208382e186da55784b4bac2cd52e558448e1b5800990fdb28ed8033',
    },
    others: [],
  },
  'cifar-100': {
    name: 'cifar-100',
    folder: 'cifar-100-binary',
    archive: {
      url: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
      md5: '03b5dce01913d631647c71ecec9e9cb8',
    },
    labelBytes: 2,
    classCount: 100,
    train: [
      {
        name: 'train.bin',
        bytes: 153_700_000,
        sha256: 'f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29',
      },
    ],
    test: [
      {
        name: 'test.bin',
        bytes: 30_740_000,
        sha256: 'd8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a',
      },
    ],
    classNames: {
      name: 'fine_label_names.txt',
      bytes: 725,
      sha256: '4a53f81a8af29bb6aa646bfe2c455db1b061edfde82a39c0cfc313ef536c681b',
    },
    others: [
      {
        name: 'coarse_label_names.txt',
        bytes: 328,
        sha256: '14e28b5b70e3d8a29704b0d9f8c5985cca5f3c3d08ea043dcc87a036df37a2b3',
      },
    ],
  },
};
