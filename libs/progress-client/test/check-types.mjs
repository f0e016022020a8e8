// Prints what Are The Types Wrong finds in a tarball, as JSON.
import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';

const tarball = await readFile(process.argv[2]);
const { problems } = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
console.log(JSON.stringify(problems));
