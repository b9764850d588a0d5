/// The requests and answers of the REST contract as records: what services read and write, what clients send, and what
/// the API pages are derived from. Their component annotations are the names in JSON.
///
/// A record checks itself what needs no knowledge of the service (what is required, ranges), and fills in the defaults
/// that the contract fixes. What a service decides (a default time-out) stays an empty `Optional`.
package dev.willow.common.api;
