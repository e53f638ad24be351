"""Abstain, or a draft thrown away -> Gap -> cluster -> an editor's answer -> knowledge."""
