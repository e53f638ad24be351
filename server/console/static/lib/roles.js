// The four roles, each of which may do what those before it may.

import { part } from "./words.js";

/** @typedef {import("../types").Role} Role */

/** @type {Role[]} */
export const ROLES = ["agent", "editor", "supervisor", "admin"];

/** @param {Role} role */
export const roleName = (role) => part(`role_${role}`);

/** @param {Role} one @param {Role} other */
export const atLeast = (one, other) => ROLES.indexOf(one) >= ROLES.indexOf(other);
