import { API_VERSION } from '../account/account.js';
import { ApiError } from '../errors.js';

/** @throws ApiError for a version the sandbox does not speak */
export function checkVersion(version: string | null): void {
  if (version !== null && version !== API_VERSION) {
    throw new ApiError('api-version', 400, `Not covered by the sandbox: API version ${version}.`);
  }
}
