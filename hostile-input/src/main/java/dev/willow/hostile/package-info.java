/// Sends each service what it should refuse, or hardly take, and looks at every answer and at what the service keeps. Start at [Attack];
/// [HostileInput] is the program.
///
/// | package | holds |
/// |---|---|
/// | `document` | the calls and their fields, from the OpenAPI documents |
/// | `request` | what is sent, made from those by a seed |
/// | `wire` | HTTP by hand |
/// | `judge` | what is wrong with an answer |
/// | `stage` | the services, and what is there in them |
package dev.willow.hostile;
