"""What words mean in front of a report: parts, lengths, moves, figures that are stated.

    read_request(Request("restructure", instruction="把前两部分合并"), report) -> the same request,
    its instruction as moves of the sections 1 and 2

A session does this with every request, whoever made it: no chain reads Chinese.  What a whole
sentence asks for is read in `assistant.chat`.
"""

from assistant.instruction.read import read_request

__all__ = ["read_request"]
