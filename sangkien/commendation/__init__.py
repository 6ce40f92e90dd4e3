"""Khen thưởng: awards as data, who qualifies, dossiers, decisions, certificates, money, the register."""
