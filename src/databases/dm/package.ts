import type { DriverPackage } from '../contract';

/** The vendor's driver. Its licence forbids passing it on, so it is no dependency and no part of what is built. */
export const dmdbPackage: DriverPackage = { name: 'dmdb', version: '1.0.48286', licence: 'proprietary software of Dameng Database Co., Ltd.' };
